/**
 * What an application uses to write on a span by hand, and the record of one span: what
 * was asked, what came back, how it ended. How a span travels is not decided here.
 */
@NullMarked
package dev.gai.braintrust.trace;

import org.jspecify.annotations.NullMarked;
