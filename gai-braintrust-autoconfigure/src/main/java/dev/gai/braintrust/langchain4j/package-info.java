/**
 * Turns calls of LangChain4j's models, AI services and tools into spans, and reads what
 * its types say about a model call. No other package knows LangChain4j.
 */
@NullMarked
package dev.gai.braintrust.langchain4j;

import org.jspecify.annotations.NullMarked;
