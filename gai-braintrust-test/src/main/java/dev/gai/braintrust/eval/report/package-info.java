/**
 * What an eval came to, as a file that can be read back, as Markdown and as one page
 * without network.
 */
@NullMarked
@Internal
package dev.gai.braintrust.eval.report;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
