package dev.gai.braintrust.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.gai.braintrust.promise.PublicApi;

/**
 * Marks an argument that is never captured, neither as input nor as metadata, and that
 * templates cannot see.
 *
 * @since 0.1.0
 */
@PublicApi
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface LlmSecret {

}
