package dev.gai.braintrust.response;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.response.UsageCases.UsageCase;
import dev.gai.braintrust.testing.Traces;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.Mockito;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever an annotated method returns the answer of a provider in, the figures are the
 * same.
 */
@Tag("thorough")
class UsageCasesTests {

	private static final Traces traces = new Traces();

	private static AnnotationConfigApplicationContext context;

	@BeforeAll
	static void start() {
		context = traces.beans(Model.class);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	static Stream<Arguments> answers() {
		return UsageCases.all()
			.flatMap((usageCase) -> forms(usageCase).entrySet()
				.stream()
				.map((form) -> Arguments.of(usageCase, form.getKey(), form.getValue())));
	}

	@ParameterizedTest(name = "{0} as {1}")
	@MethodSource("answers")
	void readsTheFiguresOfEveryForm(UsageCase usageCase, String form, Object answer) {
		traces.spans().clear();
		Object returned = context.getBean(Model.class).answer(answer, usageCase.provider(), usageCase.model());
		consume(returned);

		Map<String, Long> metrics = UsageCases.metrics(traces.only().record().response().usage());
		assertThat(metrics).containsAllEntriesOf(usageCase.expected());
		assertThat(String.valueOf(traces.only().output())).doesNotContain("AAAA", "HttpHeaders");
	}

	private static void consume(Object returned) {
		if (returned instanceof Flux<?> flux) {
			flux.blockLast();
		}
		else if (returned instanceof Mono<?> mono) {
			mono.block();
		}
		else if (returned instanceof Stream<?> stream) {
			stream.forEach((element) -> {
			});
			stream.close();
		}
	}

	private static Map<String, Object> forms(UsageCase usageCase) {
		return usageCase.isStream() ? streams(usageCase) : wholes(usageCase);
	}

	private static Map<String, Object> wholes(UsageCase usageCase) {
		Map<?, ?> map = usageCase.maps().get(0);
		String text = usageCase.texts().get(0);
		HttpResponse<Object> http = Mockito.mock();
		Mockito.when(http.body()).thenReturn(text);
		Map<String, Object> forms = new LinkedHashMap<>();
		forms.put("Map", map);
		forms.put("JsonNode", usageCase.documents().get(0));
		forms.put("String", text);
		forms.put("byte[]", text.getBytes(StandardCharsets.UTF_8));
		forms.put("Optional<Map>", Optional.of(map));
		forms.put("ResponseEntity<Map>", ResponseEntity.ok(map));
		forms.put("ResponseEntity<String>", ResponseEntity.ok(text));
		forms.put("Mono<ResponseEntity<Map>>", Mono.just(ResponseEntity.ok(map)));
		forms.put("CompletableFuture<ResponseEntity<String>>",
				CompletableFuture.completedFuture(ResponseEntity.ok(text)));
		forms.put("Optional<ResponseEntity<byte[]>>",
				Optional.of(ResponseEntity.ok(text.getBytes(StandardCharsets.UTF_8))));
		forms.put("HttpResponse<String>", http);
		forms.put("CompletableFuture<HttpResponse<String>>", CompletableFuture.completedFuture(http));
		return forms;
	}

	private static Map<String, Object> streams(UsageCase usageCase) {
		List<String> texts = usageCase.texts();
		Map<String, Object> forms = new LinkedHashMap<>();
		forms.put("Flux<Map>", Flux.fromIterable(usageCase.maps()));
		forms.put("Flux<JsonNode>", Flux.fromIterable(usageCase.documents()));
		forms.put("Flux<String>", Flux.fromIterable(texts).concatWithValues("[DONE]"));
		forms.put("Flux<ServerSentEvent<String>>",
				Flux.fromIterable(texts).map((text) -> ServerSentEvent.builder(text).build()));
		forms.put("Stream<Map>", usageCase.maps().stream());
		forms.put("List<Map>", usageCase.maps());
		forms.put("events in a String",
				texts.stream().map((text) -> "event: x\ndata: " + text + "\n\n").collect(Collectors.joining()));
		forms.put("lines in a String", String.join("\n", texts));
		forms.put("ResponseEntity<String> of an array", ResponseEntity.ok("[" + String.join(",", texts) + "]"));
		return forms;
	}

	static class Model {

		@TracedLlmCall(provider = "#{#provider}", model = "#{#model}")
		Object answer(Object answer, String provider, String model) {
			return answer;
		}

	}

}
