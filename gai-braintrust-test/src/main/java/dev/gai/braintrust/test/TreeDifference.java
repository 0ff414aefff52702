package dev.gai.braintrust.test;

import java.util.Set;

/**
 * Where a tree first differs from a pattern.
 *
 * @param message what is different
 * @param lines the lines of the tree where that is
 */
record TreeDifference(String message, Set<Integer> lines) {

}
