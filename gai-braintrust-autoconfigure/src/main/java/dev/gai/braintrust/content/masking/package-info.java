/**
 * What a secret looks like: finds keys, credentials and card numbers in texts and by
 * their names. Knows nothing of trees or fields.
 */
@NullMarked
package dev.gai.braintrust.content.masking;

import org.jspecify.annotations.NullMarked;
