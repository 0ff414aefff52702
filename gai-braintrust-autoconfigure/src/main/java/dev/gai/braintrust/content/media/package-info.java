/**
 * Images, sounds and files in content: where they are, what they are, and what stands in
 * a row for them.
 */
@Internal
@NullMarked
package dev.gai.braintrust.content.media;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
