package dev.gai.braintrust.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.content.snapshot.ContentSnapshots;
import dev.gai.braintrust.error.ErrorClassifiers;
import dev.gai.braintrust.prompt.RenderedPrompts;
import dev.gai.braintrust.request.ModelRequests;
import dev.gai.braintrust.response.ResponseReaders;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationTextPublisher;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Timers that the application's registry makes of our observations.
 */
class ObservationKeysTests {

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final GenAiTracer tracer = tracer(this.meters);

	@Test
	void tellsToolsApart() {
		this.tracer.tool("search").run((span) -> {
		});
		this.tracer.tool("").run((span) -> {
		});

		assertThat(this.meters.get("gai.tool").tag("gen_ai.tool.name", "search").timer().count()).isEqualTo(1);
		assertThat(this.meters.get("gai.tool").tag("gen_ai.tool.name", "none").timer().count()).isEqualTo(1);
	}

	@Test
	void keepsTheNumberOfTimersBoundedHoweverManyNamesThereAre() {
		for (int i = 0; i < 1_000; i++) {
			String name = "name-" + i;
			this.tracer.tool(name).run((span) -> {
			});
			this.tracer.step(name).run((span) -> {
			});
			this.tracer.llm(name, name).run((span) -> {
			});
		}

		assertThat(this.meters.find("gai.tool").timers()).hasSize(301);
		assertThat(this.meters.find("gai.step").timers()).hasSize(301);
		assertThat(this.meters.find("gai.llm").timers()).hasSize(301);
		assertThat(this.meters.get("gai.tool").tag("gen_ai.tool.name", "other").timer().count()).isEqualTo(700);
	}

	@Test
	void showsOtherHandlersNoSecretsInNames() {
		String key = "sk-proj-0123456789abcdefghijklmnopqrstuvwxyz";
		List<String> seen = new ArrayList<>();
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new ObservationTextPublisher(seen::add));
		GenAiTracer tracer = new GenAiTracer(registry, settings((name) -> name.replace(key, "***")));

		tracer.tool("pay with " + key).run((span) -> {
		});
		tracer.llm(key, "model of " + key).run((span) -> {
		});

		assertThat(seen).anyMatch((text) -> text.contains("gen_ai.tool.name='pay with ***'"))
			.anyMatch((text) -> text.contains("contextualName='chat model of ***'"))
			.noneMatch((text) -> text.contains(key));
	}

	private static SpanSettings settings(UnaryOperator<String> names) {
		return new SpanSettings(true, true, 10, new ContentSnapshots(JsonMapper.builder().build()),
				new ResponseReaders(List.of()), (traceId, spanId) -> null, null, List.of(), List.of(),
				new ErrorClassifiers(List.of()), FeedbackTokenSource.NONE, new RenderedPrompts(),
				new ModelRequests(List.of()), UnaryOperator.identity(), names);
	}

	private static GenAiTracer tracer(SimpleMeterRegistry meters) {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
		return new GenAiTracer(registry,
				new SpanSettings(true, true, 10, new ContentSnapshots(JsonMapper.builder().build()),
						new ResponseReaders(List.of()), (traceId, spanId) -> null));
	}

}
