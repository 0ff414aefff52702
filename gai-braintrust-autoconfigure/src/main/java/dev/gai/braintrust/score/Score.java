package dev.gai.braintrust.score;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * How good something is, between 0 (worst) and 1 (best), and why. Immutable: each method
 * returns a new score.
 *
 * @since 0.1.0
 */
@PublicApi
public final class Score {

	private final @Nullable String name;

	private final double value;

	private final @Nullable String reason;

	private final Map<String, Object> metadata;

	private Score(@Nullable String name, double value, @Nullable String reason, Map<String, Object> metadata) {
		this.name = name;
		this.value = value;
		this.reason = reason;
		this.metadata = metadata;
	}

	/**
	 * A score that is named after its scorer.
	 * @param value between 0 and 1
	 * @return the score
	 * @throws IllegalArgumentException if the value is outside 0..1 or not a number
	 */
	public static Score of(double value) {
		if (!(value >= 0 && value <= 1)) {
			throw new IllegalArgumentException("A score must be between 0 and 1, but is " + value);
		}
		return new Score(null, value, null, Map.of());
	}

	/**
	 * A score with a name of its own, for a scorer that gives several.
	 * @param name the name under which Braintrust shows the score
	 * @param value between 0 and 1
	 * @return the score
	 * @throws IllegalArgumentException if the name is empty, or the value is outside 0..1
	 * or not a number
	 */
	public static Score of(String name, double value) {
		Assert.hasText(name, "A score needs a name");
		return new Score(name, of(value).value, null, Map.of());
	}

	/**
	 * Says why the score is what it is. Reasons are content: they are masked and cut like
	 * prompts and completions.
	 * @param reason the reason, or null for none
	 * @return a score with it
	 */
	public Score reason(@Nullable String reason) {
		return new Score(this.name, this.value, reason, this.metadata);
	}

	/**
	 * Adds to what is known of the score.
	 * @param key the key
	 * @param value any value that can be written as JSON
	 * @return a score with it
	 */
	public Score metadata(String key, Object value) {
		Map<String, Object> more = new LinkedHashMap<>(this.metadata);
		more.put(key, value);
		return new Score(this.name, this.value, this.reason, Collections.unmodifiableMap(more));
	}

	/**
	 * Return the name, or null where the score is named after its scorer.
	 * @return the name, or null
	 */
	public @Nullable String name() {
		return this.name;
	}

	/**
	 * Return the score.
	 * @return a number between 0 and 1
	 */
	public double value() {
		return this.value;
	}

	/**
	 * Return why the score is what it is.
	 * @return the reason, or null if none was given
	 */
	public @Nullable String reason() {
		return this.reason;
	}

	/**
	 * Return what else is known of the score.
	 * @return metadata by key, never null
	 */
	public Map<String, Object> metadata() {
		return this.metadata;
	}

	@Override
	public String toString() {
		return ((this.name != null) ? this.name + "=" : "") + this.value;
	}

}
