package dev.gai.braintrust.springai;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.SpanTree;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Eighty streams with tools at the same time, some of which are repeated. How often is
 * set with {@code -Dgai.concurrency.runs=20}.
 */
@Tag("application")
class ConcurrentStreamsTests {

	private static final int STREAMS = 80;

	private static final int RUNS = Integer.getInteger("gai.concurrency.runs", 1);

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@Test
	void keepsEveryStreamUnderItsOwnRoot() throws IOException {
		try (ScriptedOpenAi models = new ScriptedOpenAi();
				ConfigurableApplicationContext context = SpringAiApplication.openAi(braintrust, models.url())) {
			ChatClient client = context.getBean(ChatClient.Builder.class).build();
			Object tools = context.getBean(SpringAiApplication.WeatherTools.class);
			for (int run = 0; run < RUNS; run++) {
				List<String> cities = cities(run);
				stream(client, tools, cities);
				int expected = cities.stream().mapToInt((city) -> ScriptedOpenAi.isBusyFor(city) ? 7 : 6).sum();

				List<SentSpan> spans = braintrust.awaitSpans(expected);

				assertThat(spans).hasSize(expected);
				Map<String, List<SentSpan>> traces = spans.stream().collect(Collectors.groupingBy(SentSpan::traceId));
				assertThat(traces).hasSize(STREAMS);
				assertThat(traces.values()).allSatisfy(ConcurrentStreamsTests::assertOneCity);
				braintrust.forget();
			}
		}
	}

	private static void stream(ChatClient client, Object tools, List<String> cities) {
		List<String> answers = Flux.fromIterable(cities)
			.flatMap((city) -> client.prompt(city).tools(tools).stream().content().collect(Collectors.joining()),
					STREAMS)
			.collectList()
			.block();
		assertThat(answers)
			.containsExactlyInAnyOrderElementsOf(cities.stream().map((city) -> "Fine in " + city).toList());
	}

	private static List<String> cities(int run) {
		List<String> cities = new ArrayList<>();
		for (int i = 0; i < STREAMS; i++) {
			cities.add("city-" + run + "-" + (1000 + i));
		}
		return cities;
	}

	/**
	 * The clocks of two spans may differ by less than a millisecond. A parent waits for
	 * half a second, in which a machine that is busy with other things may do nothing.
	 */
	private static void assertNoneEndsAfterItsParent(List<SentSpan> trace) {
		for (SentSpan child : trace) {
			trace.stream()
				.filter((parent) -> parent.spanId().equals(child.parentId()))
				.map((parent) -> child.span().getEndTimeUnixNano() - parent.span().getEndTimeUnixNano())
				.filter((late) -> late < TimeUnit.MILLISECONDS.toNanos(250))
				.forEach((late) -> assertThat(late).as(child.name()).isLessThan(1_000_000));
		}
	}

	private static void assertOneCity(List<SentSpan> trace) {
		assertNoneEndsAfterItsParent(trace);
		SentSpan root = trace.stream().filter(SentSpan::isRoot).findFirst().orElseThrow();
		String city = root.json("braintrust.input_json").path(0).path("content").asString();
		assertThat(SpanTree.of(trace)).isEqualTo(ScriptedOpenAi.isBusyFor(city) ? """
				chat_client
				  step 1
				    chat gpt-4o-mini
				      attempt 1
				    execute_tool weather
				  step 2
				    chat gpt-4o-mini
				""" : """
				chat_client
				  step 1
				    chat gpt-4o-mini
				    execute_tool weather
				  step 2
				    chat gpt-4o-mini
				""");
		assertThat(trace).filteredOn((span) -> !span.name().startsWith("step"))
			.allSatisfy((span) -> assertThat(span.span().toString()).contains(city));
		assertThat(trace).filteredOn((span) -> span.name().startsWith("chat gpt")).allSatisfy((span) -> {
			String id = (String) span.attribute("gen_ai.response.id");
			assertThat(id).endsWith("-" + city);
			assertThat(span.metrics().path("prompt_tokens").asInt()).isEqualTo(id.length());
			assertThat(span.metrics().path("prompt_cached_tokens").asInt()).isEqualTo(2);
		});
	}

}
