/**
 * Values of cases, which are JSON: as types of the application, as short texts, and how
 * much two of them are alike.
 */
@NullMarked
@Internal
package dev.gai.braintrust.eval.value;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
