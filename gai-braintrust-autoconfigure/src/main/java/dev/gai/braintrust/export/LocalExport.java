package dev.gai.braintrust.export;

import dev.gai.braintrust.content.ContentJson;
import dev.gai.braintrust.content.ContentMasking;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.NoDelivery;
import dev.gai.braintrust.export.row.RowListener;
import dev.gai.braintrust.export.row.SpanFilters;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.sampling.TraceSampling;

/**
 * The way of a span from its end to a listener, and no further: without an API key rows
 * are made as if they were sent, so that what is seen is what would be sent.
 *
 * @since 0.1.0
 */
@Internal
public final class LocalExport {

	private final BraintrustSpanProcessor processor;

	/**
	 * Builds the way and starts its thread.
	 * @param settings how spans are shaped and taken
	 * @param sampling which traces are kept
	 * @param masking masks content
	 * @param json writes content
	 * @param filters the application's filters
	 * @param listener told of each row
	 */
	public LocalExport(ExportSettings settings, TraceSampling sampling, ContentMasking masking, ContentJson json,
			SpanFilters filters, RowListener listener) {
		ExportCounters counters = new ExportCounters();
		NoDelivery none = new NoDelivery(counters);
		this.processor = new BraintrustSpanProcessor(settings, sampling, masking, json, filters, none, none, counters,
				listener);
	}

	/**
	 * Does in the background what the first span would wait for.
	 */
	public void prepare() {
		this.processor.prepare();
	}

	/**
	 * The door for the application's tracer provider.
	 * @return the processor
	 */
	public BraintrustSpanProcessor processor() {
		return this.processor;
	}

}
