/**
 * Knows when a result is finished: a value at once, a future, publisher or stream later.
 * It knows neither spans nor annotations.
 */
@NullMarked
package dev.gai.braintrust.completion;

import org.jspecify.annotations.NullMarked;
