/**
 * The auto-configurations that assemble everything else. Known by no other package.
 */
@NullMarked
package dev.gai.braintrust.autoconfigure;

import org.jspecify.annotations.NullMarked;
