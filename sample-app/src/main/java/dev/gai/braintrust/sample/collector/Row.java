package dev.gai.braintrust.sample.collector;

import java.time.Duration;
import java.util.Map;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A span as it was received: what Braintrust would show as one row.
 *
 * @param traceId id of the trace, in Braintrust {@code root_span_id}
 * @param spanId id of the span, in Braintrust the id of the row
 * @param parentSpanId id of the span above, empty for a root
 * @param name name of the span
 * @param kind OpenTelemetry's kind, {@code CLIENT} or {@code INTERNAL}
 * @param startNanos start, in nanoseconds since 1970
 * @param endNanos end, in nanoseconds since 1970
 * @param error whether the span failed
 * @param statusMessage what went wrong, empty if nothing did
 * @param attributes the attributes, with their types
 * @param resource the attributes of the application
 * @param parentHeader header {@code x-bt-parent} of the request
 */
public record Row(String traceId, String spanId, String parentSpanId, String name, String kind, long startNanos,
		long endNanos, boolean error, String statusMessage, Map<String, Object> attributes,
		Map<String, Object> resource, String parentHeader) {

	/**
	 * Whether nothing is above this row.
	 * @return whether the row is the root of its trace
	 */
	public boolean isRoot() {
		return this.parentSpanId.isEmpty();
	}

	/**
	 * How long it took.
	 * @return the duration
	 */
	public Duration duration() {
		return Duration.ofNanos(this.endNanos - this.startNanos);
	}

	/**
	 * Type under which Braintrust shows the row.
	 * @return {@code llm}, {@code task}, {@code tool} or empty
	 */
	public String type() {
		return json("braintrust.span_attributes").path("type").stringValue("");
	}

	/**
	 * A value of the metadata.
	 * @param key the key, dots are a part of it
	 * @return the value, missing if absent
	 */
	public JsonNode metadata(String key) {
		return json("braintrust.metadata").path(key);
	}

	/**
	 * A figure.
	 * @param key name of the metric
	 * @return the figure, missing if absent
	 */
	public JsonNode metric(String key) {
		return json("braintrust.metrics").path(key);
	}

	/**
	 * A score.
	 * @param key name of the score
	 * @return the score, missing if absent
	 */
	public JsonNode score(String key) {
		return json("braintrust.scores").path(key);
	}

	/**
	 * The input.
	 * @return the input, missing if absent
	 */
	public JsonNode input() {
		return json("braintrust.input_json");
	}

	/**
	 * The output.
	 * @return the output, missing if absent
	 */
	public JsonNode output() {
		return json("braintrust.output_json");
	}

	/**
	 * An attribute that holds JSON text.
	 * @param attribute name of the attribute
	 * @return the JSON, missing if absent or not JSON
	 */
	public JsonNode json(String attribute) {
		if (!(this.attributes.get(attribute) instanceof String text)) {
			return MissingNode.getInstance();
		}
		try {
			return JsonMapper.shared().readTree(text);
		}
		catch (JacksonException ex) {
			return MissingNode.getInstance();
		}
	}

}
