package dev.gai.braintrust.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.gai.braintrust.promise.PublicApi;

/**
 * Marks the argument that is the input of the call. If no argument is marked, all of them
 * are the input, as a JSON object by name; in a model call, a single {@code String}
 * argument is the message of the user. If several are marked, the input is a JSON object
 * of those.
 *
 * @since 0.1.0
 */
@PublicApi
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface LlmInput {

}
