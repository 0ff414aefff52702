package dev.gai.braintrust.export.row;

import dev.gai.braintrust.trace.TraceNamer;
import org.jspecify.annotations.Nullable;

/**
 * What the application asks for beyond the usual rows. Immutable.
 *
 * @param otelMessages whether messages are also sent under OpenTelemetry's names
 * @param namer names the rows of requests, {@code null} for the default names
 * @since 0.1.0
 */
public record RowExtras(boolean otelMessages, @Nullable TraceNamer namer) {

	/** Nothing. */
	public static final RowExtras NONE = new RowExtras(false, null);

}
