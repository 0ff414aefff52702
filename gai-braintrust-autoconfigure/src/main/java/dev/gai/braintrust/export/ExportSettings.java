package dev.gai.braintrust.export;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How spans are shaped and taken.
 *
 * @param parent the Braintrust object that spans belong to
 * @param aiOnly whether spans that have nothing to do with AI are left out
 * @param captureContent whether content is sent at all
 * @param legacyAttributes whether the old names of the {@code gen_ai} attributes are sent
 * too
 * @param maxFieldBytes the most bytes of one field
 * @param maxSpanBytes the most bytes of all fields of a span
 * @param maxQueueSpans the most spans that wait for the writer
 * @param maxQueueBytes about how many bytes wait for the writer at most
 * @param synchronous whether spans are written on the thread that ends them
 * @param shutdownTimeout how long sending goes on when the application ends
 * @param resource attributes that are set on the resource
 * @param environment name of the deployment environment, if known
 * @param version version of this library
 * @since 0.1.0
 */
public record ExportSettings(String parent, boolean aiOnly, boolean captureContent, boolean legacyAttributes,
		int maxFieldBytes, int maxSpanBytes, int maxQueueSpans, long maxQueueBytes, boolean synchronous,
		Duration shutdownTimeout, Map<String, String> resource, @Nullable String environment, String version) {

	/**
	 * Creates settings.
	 * @param parent the parent
	 * @param aiOnly whether other spans are left out
	 * @param captureContent whether content is sent
	 * @param legacyAttributes whether old names are sent too
	 * @param maxFieldBytes the limit of a field
	 * @param maxSpanBytes the limit of a span
	 * @param maxQueueSpans the limit of waiting spans
	 * @param maxQueueBytes the limit of waiting bytes
	 * @param synchronous whether the ending thread writes
	 * @param shutdownTimeout the limit of the shutdown
	 * @param resource attributes of the resource; copied
	 * @param environment the environment
	 * @param version the version
	 */
	public ExportSettings {
		resource = Map.copyOf(resource);
	}

}
