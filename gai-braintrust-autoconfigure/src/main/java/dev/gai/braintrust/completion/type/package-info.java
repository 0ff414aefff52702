/**
 * Types of results that come later: what adapts them, and what of them is missed.
 */
@NullMarked
@Internal
package dev.gai.braintrust.completion.type;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
