package dev.gai.braintrust.eval;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.eval.value.CaseValue;
import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.Assert;

/**
 * A case of an evaluation: an input and, where it is known, what should come out.
 * Immutable: each method that sets something returns a new case. Thread-safe.
 *
 * @since 0.1.0
 */
@PublicApi
public final class EvalCase {

	private static final JsonMapper json = new JsonMapper();

	private final @Nullable String id;

	private final JsonNode input;

	private final JsonNode expected;

	private final Map<String, Object> metadata;

	private final List<String> tags;

	private final Map<String, Object> origin;

	private EvalCase(@Nullable String id, JsonNode input, JsonNode expected, Map<String, Object> metadata,
			List<String> tags, Map<String, Object> origin) {
		this.id = id;
		this.input = input;
		this.expected = expected;
		this.metadata = metadata;
		this.tags = tags;
		this.origin = origin;
	}

	/**
	 * A case with an input.
	 * @param input any value that can be written as JSON
	 * @return the case
	 * @throws IllegalArgumentException if there is no input
	 */
	public static EvalCase of(Object input) {
		Assert.notNull(input, "A case needs an input");
		JsonNode tree = json.valueToTree(input);
		Assert.isTrue(!tree.isNull() && !tree.isMissingNode(), "A case needs an input");
		return new EvalCase(null, tree, json.nullNode(), Map.of(), List.of(), Map.of());
	}

	/**
	 * Sets the id, by which runs are compared. A case without one is identified by its
	 * input.
	 * @param id the id
	 * @return a case with it
	 */
	public EvalCase id(String id) {
		Assert.hasText(id, "The id of a case must not be empty");
		return new EvalCase(id, this.input, this.expected, this.metadata, this.tags, this.origin);
	}

	/**
	 * Sets what should come out.
	 * @param expected any value that can be written as JSON, {@code null} for nothing
	 * @return a case with it
	 */
	public EvalCase expected(@Nullable Object expected) {
		return new EvalCase(this.id, this.input, json.valueToTree(expected), this.metadata, this.tags, this.origin);
	}

	/**
	 * Adds metadata.
	 * @param key the key
	 * @param value any value that can be written as JSON
	 * @return a case with it
	 */
	public EvalCase metadata(String key, Object value) {
		Map<String, Object> more = new LinkedHashMap<>(this.metadata);
		more.put(key, value);
		return new EvalCase(this.id, this.input, this.expected, Collections.unmodifiableMap(more), this.tags,
				this.origin);
	}

	/**
	 * Adds a tag.
	 * @param tag the tag
	 * @return a case with it
	 */
	public EvalCase tag(String tag) {
		List<String> more = new ArrayList<>(this.tags);
		more.add(tag);
		return new EvalCase(this.id, this.input, this.expected, this.metadata, List.copyOf(more), this.origin);
	}

	/**
	 * Says which row of a dataset of Braintrust the case is.
	 * @param origin {@code object_type}, {@code object_id}, {@code id} and so on
	 * @return a case with it
	 */
	public EvalCase origin(Map<String, Object> origin) {
		return new EvalCase(this.id, this.input, this.expected, this.metadata, this.tags, Map.copyOf(origin));
	}

	/**
	 * The id.
	 * @return the id, {@code null} if none was given
	 */
	public @Nullable String id() {
		return this.id;
	}

	/**
	 * The name under which the case is shown, and by which runs are compared.
	 * @return the id, or the start of the input
	 */
	public String name() {
		return (this.id != null) ? this.id : CaseValue.shortText(this.input);
	}

	/**
	 * The input.
	 * @return the input as JSON
	 */
	public JsonNode input() {
		return this.input;
	}

	/**
	 * The input as a type of the application.
	 * @param type the type
	 * @param <T> the type
	 * @return the input
	 */
	public <T> T input(Class<T> type) {
		return CaseValue.as(type, this.input, () -> "The input of the case '" + name() + "' is null");
	}

	/**
	 * Returns the expected output.
	 * @return the expected value as JSON; JSON's null if there is none
	 */
	public JsonNode expected() {
		return this.expected;
	}

	/**
	 * Returns the expected output as a type of the application.
	 * @param type the type
	 * @param <T> the type
	 * @return the expected value, {@code null} if there is none
	 */
	public <T> @Nullable T expected(Class<T> type) {
		return this.expected.isNull() ? null
				: CaseValue.as(type, this.expected, () -> "The expected of the case '" + name() + "' is null");
	}

	/**
	 * The metadata.
	 * @return metadata by key, which cannot be changed
	 */
	public Map<String, Object> metadata() {
		return this.metadata;
	}

	/**
	 * The tags.
	 * @return the tags, which cannot be changed
	 */
	public List<String> tags() {
		return this.tags;
	}

	/**
	 * The row of a dataset of Braintrust that the case was read from.
	 * @return {@code object_type}, {@code object_id}, {@code id} and so on; empty if it
	 * comes from elsewhere
	 */
	public Map<String, Object> origin() {
		return this.origin;
	}

	@Override
	public String toString() {
		return name();
	}

}
