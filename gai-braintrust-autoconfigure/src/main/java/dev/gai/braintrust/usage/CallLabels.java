package dev.gai.braintrust.usage;

import java.util.Map;

import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a call that are known before it is made, and by which calls can be
 * grouped.
 *
 * @param provider the provider, {@code null} if not known
 * @param model the requested model, {@code null} if not known
 * @param costCenter the cost center, {@code null} if there is none
 * @param metadata metadata of the call and of the spans around it
 * @since 0.1.0
 */
@PublicApi
public record CallLabels(@Nullable String provider, @Nullable String model, @Nullable String costCenter,
		Map<String, Object> metadata) {

}
