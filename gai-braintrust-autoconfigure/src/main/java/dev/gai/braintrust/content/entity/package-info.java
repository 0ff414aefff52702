/**
 * What entities of JPA have loaded, found out without loading any of it. Knows nothing of
 * trees.
 */
@NullMarked
@Internal
package dev.gai.braintrust.content.entity;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
