package dev.gai.braintrust.export.row;

import java.util.List;

import io.micrometer.tracing.exporter.FinishedSpan;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.micrometer.tracing.exporter.SpanFilter;
import io.micrometer.tracing.otel.bridge.OtelFinishedSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/**
 * The application's filters of spans, which often keep personal data out of exporters:
 * they hold for us as for Boot's exporters. One that fails keeps the span from being
 * sent.
 *
 * @since 0.1.0
 */
public final class SpanFilters {

	private final List<SpanExportingPredicate> predicates;

	private final List<SpanFilter> filters;

	/**
	 * Creates filters.
	 * @param predicates decide which spans are sent
	 * @param filters change spans
	 */
	public SpanFilters(List<SpanExportingPredicate> predicates, List<SpanFilter> filters) {
		this.predicates = List.copyOf(predicates);
		this.filters = List.copyOf(filters);
	}

	boolean isEmpty() {
		return this.predicates.isEmpty() && this.filters.isEmpty();
	}

	/**
	 * Applies the filters.
	 * @param span the span as it would be sent
	 * @return the span to send, {@code null} if it is left out
	 */
	@Nullable SpanData apply(SpanData span) {
		if (isEmpty()) {
			return span;
		}
		FinishedSpan finished = OtelFinishedSpan.fromOtel(span);
		for (SpanExportingPredicate predicate : this.predicates) {
			if (!predicate.isExportable(finished)) {
				return null;
			}
		}
		for (SpanFilter filter : this.filters) {
			finished = filter.map(finished);
		}
		return OtelFinishedSpan.toOtel(finished);
	}

}
