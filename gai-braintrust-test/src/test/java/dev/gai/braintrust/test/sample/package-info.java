/**
 * A small application that is tested.
 */
@NullMarked
package dev.gai.braintrust.test.sample;

import org.jspecify.annotations.NullMarked;
