package dev.gai.braintrust.export.row;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How rows are shaped.
 *
 * @param parent the Braintrust object that spans belong to
 * @param captureContent whether content is sent at all
 * @param legacyAttributes whether the old names of the {@code gen_ai} attributes are sent
 * too
 * @param maxFieldBytes the most bytes of one field
 * @param maxSpanBytes the most bytes of all fields of a span
 * @param resource attributes that are set on the resource
 * @param environment name of the deployment environment, if known
 * @param version version of this library
 * @param extras what is sent beyond that
 * @since 0.1.0
 */
public record RowSettings(String parent, boolean captureContent, boolean legacyAttributes, int maxFieldBytes,
		int maxSpanBytes, Map<String, String> resource, @Nullable String environment, String version,
		RowExtras extras) {

	/**
	 * Creates settings.
	 * @param parent the parent
	 * @param captureContent whether content is sent
	 * @param legacyAttributes whether old names are sent too
	 * @param maxFieldBytes the limit of a field
	 * @param maxSpanBytes the limit of a span
	 * @param resource attributes of the resource; copied
	 * @param environment the environment
	 * @param version the version
	 * @param extras what is sent beyond that
	 */
	public RowSettings {
		resource = Map.copyOf(resource);
	}

	/**
	 * Creates settings without extras.
	 * @param parent the parent
	 * @param captureContent whether content is sent
	 * @param legacyAttributes whether old names are sent too
	 * @param maxFieldBytes the limit of a field
	 * @param maxSpanBytes the limit of a span
	 * @param resource attributes of the resource; copied
	 * @param environment the environment
	 * @param version the version
	 */
	public RowSettings(String parent, boolean captureContent, boolean legacyAttributes, int maxFieldBytes,
			int maxSpanBytes, Map<String, String> resource, @Nullable String environment, String version) {
		this(parent, captureContent, legacyAttributes, maxFieldBytes, maxSpanBytes, resource, environment, version,
				RowExtras.NONE);
	}

}
