/**
 * Which spans belong to which test, and the rows that are made of them.
 */
@NullMarked
@Internal
package dev.gai.braintrust.test.recording;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
