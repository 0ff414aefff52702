/**
 * Formats of providers that are told in the words of OpenAI's chat completions, so that
 * one reader understands them.
 */
@NullMarked
package dev.gai.braintrust.response.dialect;

import org.jspecify.annotations.NullMarked;
