package dev.gai.braintrust.trace;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.TracedPipeline;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Names that users choose make no more series of our observations than is documented.
 */
@Tag("thorough")
class MeterSeriesTests {

	private static final int DOCUMENTED = 301;

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@Test
	void areBoundedHoweverManyNamesCome() {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).ratio(0).start()) {
			pipeline.registry().observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
			for (int i = 0; i < 2_500; i++) {
				pipeline.genAi().llm("provider-" + i / 50, "model-" + i % 50).run((span) -> {
				});
				pipeline.genAi().tool("tool-" + i).run((span) -> {
				});
				pipeline.genAi().agent("agent-" + i).run((span) -> {
				});
				pipeline.genAi().step("step-" + i).run((span) -> {
				});
				pipeline.genAi().span("task-" + i).run((span) -> {
				});
			}
		}

		for (String name : new String[] { "gai.llm", "gai.tool", "gai.agent", "gai.step", "gai.task" }) {
			assertThat(meters.find(name).timers()).as(name).hasSizeBetween(2, DOCUMENTED);
		}
		assertThat(meters.getMeters().stream().map(Meter::getId).filter((id) -> id.getName().endsWith(".active")))
			.hasSizeLessThan(10);
	}

}
