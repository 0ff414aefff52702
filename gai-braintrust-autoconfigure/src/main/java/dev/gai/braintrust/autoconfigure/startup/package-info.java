/**
 * What is said when the application starts: where spans go, why they do not, and what
 * would keep them from going there once.
 */
@NullMarked
@Internal
package dev.gai.braintrust.autoconfigure.startup;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
