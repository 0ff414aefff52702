/**
 * What providers answer LangChain4j's models over HTTP, which those do not always pass
 * on.
 */
@NullMarked
@Internal
package dev.gai.braintrust.langchain4j.http;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
