/**
 * What happens when the application starts: which variables stand in for properties, and
 * what is said of where spans go, why they do not, and what would keep them from going
 * there once.
 */
@NullMarked
@Internal
package dev.gai.braintrust.autoconfigure.startup;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
