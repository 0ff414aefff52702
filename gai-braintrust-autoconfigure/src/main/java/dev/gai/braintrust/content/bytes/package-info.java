/**
 * Texts as bytes, in memory that is used again: this is where the thread that encodes
 * spans spends its time.
 */
@NullMarked
@Internal
package dev.gai.braintrust.content.bytes;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
