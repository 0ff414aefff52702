package dev.gai.braintrust.export.row;

import dev.gai.braintrust.content.media.MediaMode;
import dev.gai.braintrust.content.media.MediaStore;
import dev.gai.braintrust.trace.TraceNamer;
import org.jspecify.annotations.Nullable;

/**
 * What the application asks for beyond the usual rows. Immutable.
 *
 * @param otelMessages whether messages are also sent under OpenTelemetry's names
 * @param namer names the rows of requests, {@code null} for the default names
 * @param media what becomes of images, sounds and files
 * @param store takes those that are uploaded
 * @since 0.1.0
 */
public record RowExtras(boolean otelMessages, @Nullable TraceNamer namer, MediaMode media, MediaStore store) {

	/** Nothing. */
	public static final RowExtras NONE = new RowExtras(false, null, MediaMode.DESCRIBE, MediaStore.NONE);

}
