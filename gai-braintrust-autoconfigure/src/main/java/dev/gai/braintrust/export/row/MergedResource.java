package dev.gai.braintrust.export.row;

import java.util.Map;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.export.row.otlp.AttributeList;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import org.jspecify.annotations.Nullable;

/**
 * What a row says of the service it comes from. Used by one thread.
 */
final class MergedResource {

	private final Map<String, String> attributes;

	private final UnaryOperator<Attributes> masking;

	private @Nullable Resource lastResource;

	private @Nullable Resource lastMerged;

	/**
	 * Creates it.
	 * @param attributes ours, which replace those of the application
	 * @param masking masks all of them
	 */
	MergedResource(Map<String, String> attributes, UnaryOperator<Attributes> masking) {
		this.attributes = attributes;
		this.masking = masking;
	}

	/**
	 * The application's resource with our attributes. It is the same object for all spans
	 * of a tracer provider, and so is ours.
	 */
	Resource of(Resource resource) {
		Resource merged = this.lastMerged;
		if (merged == null || resource != this.lastResource) {
			AttributeList ours = new AttributeList();
			for (Map.Entry<String, String> attribute : this.attributes.entrySet()) {
				ours.put(attribute.getKey(), attribute.getValue());
			}
			merged = resource.merge(Resource.create(ours.toBuilder().build()));
			merged = Resource.create(this.masking.apply(merged.getAttributes()), merged.getSchemaUrl());
			this.lastResource = resource;
			this.lastMerged = merged;
		}
		return merged;
	}

}
