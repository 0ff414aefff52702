/**
 * The auto-configurations that assemble everything else. Known by no other package.
 */
@NullMarked
@Internal
package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
