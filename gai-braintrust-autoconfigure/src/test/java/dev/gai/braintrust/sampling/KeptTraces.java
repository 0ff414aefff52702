package dev.gai.braintrust.sampling;

import dev.gai.braintrust.testing.TracedPipeline;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests whose traces may be kept.
 */
final class KeptTraces {

	private KeptTraces() {
	}

	static void failingTool(TracedPipeline pipeline) {
		try {
			pipeline.genAi().tool("t").run((tool) -> {
				throw new IllegalStateException("x");
			});
		}
		catch (IllegalStateException ex) {
			assertThat(ex).hasMessage("x");
		}
	}

}
