/**
 * Secrets that neither a colon nor an equals sign comes before: what stands behind a name
 * in the line of a command or a file, in the cell beside it, or in the next text of a
 * list.
 */
@NullMarked
@Internal
package dev.gai.braintrust.content.masking.line;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
