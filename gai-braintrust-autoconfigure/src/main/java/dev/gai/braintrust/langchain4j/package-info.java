/**
 * Turns calls of LangChain4j's models, AI services and tools into spans, and reads what
 * its types say about a model call. No other package knows LangChain4j.
 */
@NullMarked
@Internal
package dev.gai.braintrust.langchain4j;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
