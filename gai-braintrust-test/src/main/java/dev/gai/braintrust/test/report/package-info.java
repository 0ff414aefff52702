/**
 * Traces as a page for someone who looks at a failed test.
 */
@NullMarked
@Internal
package dev.gai.braintrust.test.report;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
