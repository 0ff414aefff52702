package dev.gai.braintrust.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.gai.braintrust.promise.PublicApi;

/**
 * Marks the argument that is the input of the call. Without it all arguments are, as a
 * JSON object by name; for a model call a single {@code String} argument is the message
 * of the user. With several marked arguments the input is an object of these by name.
 *
 * @since 0.1.0
 */
@PublicApi
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface LlmInput {

}
