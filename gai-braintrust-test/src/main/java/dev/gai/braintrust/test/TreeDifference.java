package dev.gai.braintrust.test;

import java.util.Set;

import dev.gai.braintrust.promise.Internal;

/**
 * Where a tree first differs from a pattern.
 *
 * @param message what is different
 * @param lines the lines of the tree where that is
 * @since 0.1.0
 */
@Internal
public record TreeDifference(String message, Set<Integer> lines) {

}
