package dev.gai.braintrust.export.row;

import dev.gai.braintrust.trace.record.RequestRoot;
import io.opentelemetry.api.trace.SpanContext;
import org.jspecify.annotations.Nullable;

/**
 * What a row takes from the spans around it. Immutable.
 *
 * @param parent the span that the row hangs on, invalid for a root
 * @param braintrustParent the Braintrust object that the trace belongs to, {@code null}
 * for the one that is configured
 * @param contentShown whether other instrumentations may show content here
 * @param errorTextShown whether other instrumentations may show the text of errors here
 * @param root what the row is made of if it is that of a request, {@code null} if it is
 * not
 * @since 0.1.0
 */
public record RowContext(SpanContext parent, @Nullable String braintrustParent, boolean contentShown,
		boolean errorTextShown, @Nullable RequestRoot root) {

	/** Of a span that is a trace by itself. */
	public static final RowContext ALONE = new RowContext(SpanContext.getInvalid(), null, true, true, null);

}
