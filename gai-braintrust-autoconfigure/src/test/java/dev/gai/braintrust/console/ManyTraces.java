package dev.gai.braintrust.console;

import java.util.List;

import dev.gai.braintrust.export.row.Row;
import io.opentelemetry.api.common.Attributes;

/**
 * Traces that the console keeps, for load programs.
 */
public final class ManyTraces {

	private final TraceRing ring;

	/**
	 * Makes traces.
	 * @param traces how many
	 * @param spans how many each of them has
	 */
	public ManyTraces(int traces, int spans) {
		this.ring = new TraceRing(traces, 1L << 30);
		for (int trace = 0; trace < traces; trace++) {
			String traceId = String.format("%032x", trace + 1);
			for (int span = 0; span < spans; span++) {
				this.ring.encoded(new Row(traceId, String.format("%016x", trace * 1000L + span + 1),
						(span > 0) ? String.format("%016x", trace * 1000L + 1) : null, "chat gpt-4o-mini", span,
						span + 5, null,
						Attributes.builder()
							.put("braintrust.span_attributes", "{\"type\":\"llm\",\"name\":\"chat gpt-4o-mini\"}")
							.put("braintrust.metrics", "{\"prompt_tokens\":10,\"completion_tokens\":5,\"tokens\":15}")
							.put("braintrust.input_json", "[{\"role\":\"user\",\"content\":\"question " + span + "\"}]")
							.put("braintrust.output_json",
									"[{\"message\":{\"role\":\"assistant\",\"content\":\"answer\"}}]")
							.build(),
						Attributes.empty(), List.of()));
			}
		}
	}

	/**
	 * Writes what a page loads first.
	 * @return the length of the JSON
	 */
	public int json() {
		ConsoleData data = new ConsoleData(null,
				new KeptTraces(this.ring, new FeedbackNotes(this.ring), new Pictures()),
				new RunningSpans((name) -> name), new ConsoleActions(this.ring, null, null));
		return data.json(data.changes(null)).length();
	}

}
