package dev.gai.braintrust.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.Assert;

/**
 * A row of a dataset. Immutable: each method returns a new row. Values are those of the
 * application, or {@link JsonNode}s of a row that was read.
 *
 * @since 0.1.0
 */
@PublicApi
public final class DatasetRow {

	private static final JsonMapper json = new JsonMapper();

	private final @Nullable String id;

	private final @Nullable Object input;

	private final @Nullable Object expected;

	private final Map<String, @Nullable Object> metadata;

	private final List<String> tags;

	private final Map<String, Object> origin;

	DatasetRow(@Nullable String id, @Nullable Object input, @Nullable Object expected,
			Map<String, @Nullable Object> metadata, List<String> tags) {
		this(id, input, expected, metadata, tags, Map.of());
	}

	DatasetRow(@Nullable String id, @Nullable Object input, @Nullable Object expected,
			Map<String, @Nullable Object> metadata, List<String> tags, Map<String, Object> origin) {
		this.id = id;
		this.input = input;
		this.expected = expected;
		this.metadata = new LinkedHashMap<>(metadata);
		this.tags = List.copyOf(tags);
		this.origin = Map.copyOf(origin);
	}

	/**
	 * A row with an input.
	 * @param input any value that can be written as JSON
	 * @return the row
	 */
	public static DatasetRow input(Object input) {
		Assert.notNull(input, "A row of a dataset needs an input");
		return new DatasetRow(null, input, null, Map.of(), List.of());
	}

	/**
	 * Sets what the answer should be.
	 * @param expected any value that can be written as JSON
	 * @return a row with it
	 */
	public DatasetRow expected(@Nullable Object expected) {
		return new DatasetRow(this.id, this.input, expected, this.metadata, this.tags);
	}

	/**
	 * Sets the id. A row of the same id in the dataset is replaced. By default it is
	 * derived from the input, so that adding a row twice does not duplicate it.
	 * @param id the id
	 * @return a row with it
	 */
	public DatasetRow id(String id) {
		return new DatasetRow(id, this.input, this.expected, this.metadata, this.tags);
	}

	/**
	 * Sets metadata.
	 * @param key the key
	 * @param value any value that can be written as JSON
	 * @return a row with it
	 */
	public DatasetRow metadata(String key, @Nullable Object value) {
		Map<String, @Nullable Object> more = new LinkedHashMap<>(this.metadata);
		more.put(key, value);
		return new DatasetRow(this.id, this.input, this.expected, more, this.tags);
	}

	/**
	 * Adds a tag.
	 * @param tag the tag
	 * @return a row with it
	 */
	public DatasetRow tag(String tag) {
		List<String> more = new ArrayList<>(this.tags);
		more.add(tag);
		return new DatasetRow(this.id, this.input, this.expected, this.metadata, more);
	}

	/**
	 * The id.
	 * @return the id, {@code null} if it is made of the input
	 */
	public @Nullable String id() {
		return this.id;
	}

	/** The input as it was given, which the application's settings have yet to see. */
	@Nullable Object givenInput() {
		return this.input;
	}

	/** The expected value as it was given. */
	@Nullable Object givenExpected() {
		return this.expected;
	}

	/**
	 * The input.
	 * @return the input as JSON
	 */
	public JsonNode input() {
		return json.valueToTree(this.input);
	}

	/**
	 * The input as a type of the application.
	 * @param type the type
	 * @param <T> the type
	 * @return the input, {@code null} if it is JSON's null
	 */
	public <T> @Nullable T inputAs(Class<T> type) {
		return json.convertValue(this.input, type);
	}

	/**
	 * Returns the expected answer.
	 * @return the expected value as JSON; JSON's null if there is none
	 */
	public JsonNode expected() {
		return json.valueToTree(this.expected);
	}

	/**
	 * Returns the expected answer as a type of the application.
	 * @param type the type
	 * @param <T> the type
	 * @return the expected value, {@code null} if there is none
	 */
	public <T> @Nullable T expectedAs(Class<T> type) {
		return json.convertValue(this.expected, type);
	}

	/**
	 * The metadata.
	 * @return a copy
	 */
	public Map<String, @Nullable Object> metadata() {
		return new LinkedHashMap<>(this.metadata);
	}

	/**
	 * The tags.
	 * @return the tags, which cannot be changed
	 */
	public List<String> tags() {
		return this.tags;
	}

	/**
	 * Returns the location of a row that was read.
	 * @return {@code object_type}, {@code object_id}, {@code id} and so on; empty if it
	 * was not read
	 */
	@Internal
	public Map<String, Object> origin() {
		return this.origin;
	}

}
