/**
 * How beans of Spring AI's models are advised.
 */
@NullMarked
@Internal
package dev.gai.braintrust.springai.bean;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
