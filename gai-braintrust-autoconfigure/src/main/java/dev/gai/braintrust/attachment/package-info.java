/**
 * Images, sounds and files of spans on their way to Braintrust: kept in a log of their
 * own until they have been uploaded.
 */
@Internal
@NullMarked
package dev.gai.braintrust.attachment;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
