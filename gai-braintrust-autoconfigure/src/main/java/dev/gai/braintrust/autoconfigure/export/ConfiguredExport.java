package dev.gai.braintrust.autoconfigure.export;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties.Compression;
import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties.ContentCapture;
import dev.gai.braintrust.autoconfigure.properties.SpoolProperties.SpoolMode;
import dev.gai.braintrust.autoconfigure.startup.LibraryVersion;
import dev.gai.braintrust.content.media.MediaMode;
import dev.gai.braintrust.content.media.MediaStore;
import dev.gai.braintrust.delivery.DeliverySettings;
import dev.gai.braintrust.export.ExportSettings;
import dev.gai.braintrust.export.row.RowExtras;
import dev.gai.braintrust.export.row.RowSettings;
import dev.gai.braintrust.trace.TraceNamer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;

/**
 * What the properties say of the export, in the export's own terms.
 *
 * @since 0.1.0
 */
public final class ConfiguredExport {

	/** The share of the heap that ended spans may take while they wait for the writer. */
	private static final int SHARE_OF_HEAP = 8;

	private ConfiguredExport() {
	}

	/**
	 * What is sent, and what of it waits how.
	 * @param properties the properties
	 * @param parent the object that spans belong to
	 * @param namers the application's own namers of traces
	 * @param store takes images, audio and files
	 * @return the settings
	 */
	public static ExportSettings settings(BraintrustProperties properties, String parent,
			ObjectProvider<TraceNamer> namers, MediaStore store) {
		long waitingBytes = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
		BraintrustProperties.Content content = properties.content();
		RowSettings rows = new RowSettings(parent, content.capture() == ContentCapture.FULL,
				properties.trace().legacyAttributes(), Math.toIntExact(content.maxFieldSize().toBytes()),
				Math.toIntExact(content.maxSpanSize().toBytes()), resource(properties),
				properties.service().environment(), LibraryVersion.get(),
				new RowExtras(properties.content().otelMessages(), namer(namers),
						MediaMode.valueOf(properties.content().attachments().name()), store));
		return new ExportSettings(rows, properties.export().aiOnly(), properties.trace().requestRoot(),
				properties.export().maxQueueSize(), waitingBytes, properties.export().spool().mode() == SpoolMode.SYNC,
				properties.export().shutdownTimeout());
	}

	/**
	 * The first namer that has a name to give.
	 */
	private static @Nullable TraceNamer namer(ObjectProvider<TraceNamer> namers) {
		List<TraceNamer> all = namers.orderedStream().toList();
		return all.isEmpty() ? null
				: (root) -> all.stream()
					.map((namer) -> namer.name(root))
					.filter(Objects::nonNull)
					.findFirst()
					.orElse(null);
	}

	/**
	 * How it is sent.
	 * @param properties the properties
	 * @return the settings
	 */
	public static DeliverySettings delivery(BraintrustProperties properties) {
		BraintrustProperties.Export export = properties.export();
		return new DeliverySettings(export.scheduleDelay(), export.maxBatchSize(), export.maxRequestSize().toBytes(),
				export.timeout(), export.compression() == Compression.GZIP, export.retry().initialDelay(),
				export.retry().maxDelay(), "gai-braintrust-spring-boot-starter/" + LibraryVersion.get());
	}

	private static Map<String, String> resource(BraintrustProperties properties) {
		Map<String, String> resource = new HashMap<>();
		put(resource, "service.name", properties.service().name());
		put(resource, "service.version", properties.service().version());
		put(resource, "deployment.environment.name", properties.service().environment());
		put(resource, "braintrust.project_id", properties.projectId());
		return resource;
	}

	private static void put(Map<String, String> resource, String key, @Nullable String value) {
		if (value != null && !value.isBlank()) {
			resource.put(key, value.strip());
		}
	}

}
