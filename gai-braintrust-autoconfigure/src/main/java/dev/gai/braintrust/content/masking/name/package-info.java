/**
 * Names that tell: which names have a secret as their value, and which values are none.
 */
@NullMarked
@Internal
package dev.gai.braintrust.content.masking.name;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
