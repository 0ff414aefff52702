package dev.gai.braintrust.test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.export.row.Row;
import dev.gai.braintrust.promise.PublicApi;
import io.opentelemetry.api.common.AttributeKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A finished span as it would be sent: masked, cut and typed. Immutable and thread-safe.
 * Absent values are missing nodes of JSON, never {@code null}, so that
 * {@code span.input().path("query").asString()} always works.
 *
 * @since 0.1.0
 */
@PublicApi
public final class RecordedSpan {

	private static final JsonMapper mapper = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	private final Row row;

	private final List<RecordedSpan> children = new ArrayList<>();

	private final JsonNode spanAttributes;

	private final JsonNode metadata;

	private final JsonNode metrics;

	private @Nullable RecordedSpan parent;

	RecordedSpan(Row row) {
		this.row = row;
		this.spanAttributes = json("braintrust.span_attributes");
		this.metadata = json("braintrust.metadata");
		this.metrics = json("braintrust.metrics");
	}

	void hangOn(RecordedSpan parent) {
		this.parent = parent;
		parent.children.add(this);
	}

	Row row() {
		return this.row;
	}

	/**
	 * The id.
	 * @return 16 hexadecimal digits
	 */
	public String id() {
		return this.row.spanId();
	}

	/**
	 * The name, for example {@code chat gpt-4o-mini} or {@code execute_tool search}.
	 * @return the name
	 */
	public String name() {
		return this.row.name();
	}

	/**
	 * The name that Braintrust shows, which is another one where the code has set it.
	 * @return the name
	 */
	String displayName() {
		return this.spanAttributes.path("name").asString(name());
	}

	/**
	 * Returns the type of the span.
	 * @return {@code llm}, {@code task}, {@code tool}, {@code score} or {@code eval};
	 * {@code task} where nothing says so
	 */
	public String type() {
		return this.spanAttributes.path("type").asString("task");
	}

	/**
	 * Returns the input.
	 * @return the messages for a call of a model, the arguments for a tool
	 */
	public JsonNode input() {
		return json("braintrust.input_json", "braintrust.input");
	}

	/**
	 * Returns the output.
	 * @return the choices for a call of a model, the value for anything else
	 */
	public JsonNode output() {
		return json("braintrust.output_json", "braintrust.output");
	}

	/**
	 * Returns the expected output.
	 * @return the value that the code has set
	 */
	public JsonNode expected() {
		return json("braintrust.expected_json", "braintrust.expected");
	}

	/**
	 * The metadata.
	 * @return an object by key, the keys flat and dotted as they are sent
	 */
	public JsonNode metadata() {
		return this.metadata;
	}

	/**
	 * The figures, for example {@code prompt_tokens} and {@code estimated_cost}. One that
	 * nobody reported is not there.
	 * @return an object by name
	 */
	public JsonNode metrics() {
		return this.metrics;
	}

	/**
	 * The scores.
	 * @return an object by name, each 0 to 1
	 */
	public JsonNode scores() {
		return json("braintrust.scores");
	}

	/**
	 * The tags.
	 * @return the tags, empty if there are none
	 */
	public List<String> tags() {
		List<String> tags = this.row.attributes().get(AttributeKey.stringArrayKey("braintrust.tags"));
		return (tags != null) ? tags : List.of();
	}

	/**
	 * Returns the error.
	 * @return type and message of the error, {@code null} if there was none
	 */
	public @Nullable String error() {
		return this.row.error();
	}

	/**
	 * The span that it is below.
	 * @return the parent, {@code null} for a root
	 */
	public @Nullable RecordedSpan parent() {
		return this.parent;
	}

	/**
	 * The spans directly below.
	 * @return the children in the order in which they started
	 */
	public List<RecordedSpan> children() {
		return Collections.unmodifiableList(this.children);
	}

	/**
	 * When it started.
	 * @return the time, to the nanosecond where the clock has it
	 */
	public Instant start() {
		return Instant.ofEpochSecond(0, this.row.startNanos());
	}

	/**
	 * From its start to its end.
	 * @return the duration
	 */
	public Duration duration() {
		return Duration.ofNanos(this.row.endNanos() - this.row.startNanos());
	}

	/**
	 * All attributes as they are sent.
	 * @return text, numbers, booleans and lists of them by key
	 */
	public Map<String, Object> attributes() {
		Map<String, Object> attributes = new LinkedHashMap<>();
		this.row.attributes().forEach((key, value) -> attributes.put(key.getKey(), value));
		return Collections.unmodifiableMap(attributes);
	}

	@Nullable String attribute(String key) {
		return this.row.attributes().get(AttributeKey.stringKey(key));
	}

	boolean isFailed() {
		return error() != null;
	}

	/**
	 * A failed attempt of a call that was made again. It is an error to look at, and not
	 * one of the trace.
	 */
	boolean isAttempt() {
		return name().matches("attempt \\d+");
	}

	boolean isStep() {
		return name().startsWith("step ");
	}

	/**
	 * A request to a model that makes text. Embeddings are none.
	 */
	boolean isModelCall() {
		return type().equals("llm") && !name().startsWith("embeddings ");
	}

	boolean isBilled() {
		return type().equals("llm");
	}

	/**
	 * The name of the tool that was called.
	 * @return the name, {@code null} if this is no call of a tool
	 */
	@Nullable String tool() {
		if (!type().equals("tool")) {
			return null;
		}
		String tool = attribute("gen_ai.tool.name");
		return (tool != null) ? tool : name().replaceFirst("^execute_tool ", "");
	}

	/**
	 * The arguments of a tool. Models write them as text.
	 */
	JsonNode arguments() {
		JsonNode input = input();
		if (input.isString()) {
			JsonNode parsed = parse(input.asString());
			return parsed.isObject() ? parsed : input;
		}
		return input;
	}

	private JsonNode json(String... keys) {
		for (String key : keys) {
			String text = attribute(key);
			if (text != null) {
				return parse(text);
			}
		}
		return MissingNode.getInstance();
	}

	private static JsonNode parse(String text) {
		try {
			return mapper.readTree(text);
		}
		catch (JacksonException ex) {
			return mapper.getNodeFactory().stringNode(text);
		}
	}

	static JsonNode tree(@Nullable Object value) {
		return parse(mapper.writeValueAsString(value));
	}

	@Override
	public String toString() {
		return name();
	}

}
