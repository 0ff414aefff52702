package dev.gai.braintrust.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.gai.braintrust.promise.PublicApi;

/**
 * Marks an argument that is metadata of the span, not input. Its type is kept: a number
 * stays a number, a list a list.
 *
 * @since 0.1.0
 */
@PublicApi
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface LlmMetadata {

	/**
	 * Key of the metadata.
	 * @return the key, for example {@code user_id}
	 */
	String value();

}
