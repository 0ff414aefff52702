/**
 * What a secret looks like: finds keys, credentials and card numbers in texts and by
 * their names. Knows nothing of trees or fields.
 */
@NullMarked
@Internal
package dev.gai.braintrust.content.masking;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
