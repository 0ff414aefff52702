/**
 * What is done to beans of Spring AI's types: how models are advised, and what is learnt
 * of or changed on advisors, tools, vector stores and clients.
 */
@NullMarked
@Internal
package dev.gai.braintrust.springai.bean;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
