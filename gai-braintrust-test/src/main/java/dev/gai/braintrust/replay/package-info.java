/**
 * Tests that ask a model once and are answered from files ever after.
 */
@NullMarked
package dev.gai.braintrust.replay;

import org.jspecify.annotations.NullMarked;
