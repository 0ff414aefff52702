package dev.gai.braintrust.content.snapshot;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * What a value looked like when it was captured. Immutable, so it may wait for another
 * thread while the application goes on changing the value.
 *
 * @param tree text, number, boolean, {@code null}, {@code List<Object>} or
 * {@code Map<String, Object>} of these, not modifiable
 * @param approximateBytes a cheap estimate of the memory the tree holds, in bytes
 * @param failure what went wrong, such as {@code IllegalStateException}, when a part of
 * the value could not be captured; otherwise {@code null}
 * @since 0.1.0
 */
@Internal
public record Snapshot(@Nullable Object tree, long approximateBytes, @Nullable String failure) {

}
