/**
 * Looks at the HTTP exchanges of the clients that OpenAI and Anthropic publish, for what
 * Spring AI does not pass on: attempts that failed and were repeated, and the usage of
 * streamed answers. Nothing is added to a request and nothing is read that is not read
 * anyway.
 */
@NullMarked
@Internal
package dev.gai.braintrust.springai.http;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
