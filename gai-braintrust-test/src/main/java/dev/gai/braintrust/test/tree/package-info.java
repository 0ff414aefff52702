/**
 * Spans as an indented text, and patterns of such texts. Knows no other package of this
 * library but the markers.
 */
@NullMarked
@Internal
package dev.gai.braintrust.test.tree;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
