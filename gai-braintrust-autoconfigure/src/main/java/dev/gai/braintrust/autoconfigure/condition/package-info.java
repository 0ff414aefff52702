/**
 * When a part of the auto-configuration applies.
 */
@NullMarked
package dev.gai.braintrust.autoconfigure.condition;

import org.jspecify.annotations.NullMarked;
