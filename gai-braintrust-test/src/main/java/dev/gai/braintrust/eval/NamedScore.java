package dev.gai.braintrust.eval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;

/**
 * A score that a case got. Immutable.
 *
 * @param name the name
 * @param value 0 to 1, {@code null} where the scorer does not apply or its score was not
 * valid
 * @param reason why it is what it is, {@code null} if the scorer gave no reason
 * @param error why there is no valid score, {@code null} if there is one
 * @param metadata what else is known
 * @since 0.1.0
 */
@PublicApi
public record NamedScore(String name, @Nullable Double value, @Nullable String reason, @Nullable String error,
		Map<String, Object> metadata) {

	/**
	 * Creates a score.
	 * @param name the name
	 * @param value 0 to 1, {@code null} where the scorer does not apply or its score was
	 * not valid
	 * @param reason why it is what it is, {@code null} if the scorer gave no reason
	 * @param error why there is no valid score, {@code null} if there is one
	 * @param metadata what else is known
	 */
	public NamedScore {
		metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
	}

}
