/**
 * What Spring AI says that a model answered, and how much of it was used.
 */
@NullMarked
package dev.gai.braintrust.springai.response;

import org.jspecify.annotations.NullMarked;
