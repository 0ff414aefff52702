package dev.gai.braintrust.health;

import java.util.function.Supplier;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Something beside the export that health tells of. It must neither wait nor name
 * content.
 *
 * @param sentence what is wrong now, {@code null} if nothing is
 * @since 0.1.0
 */
@Internal
public record TroubleSource(Supplier<@Nullable String> sentence) {

}
