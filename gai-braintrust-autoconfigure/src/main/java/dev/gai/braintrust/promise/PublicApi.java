package dev.gai.braintrust.promise;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a type that applications may use, extend or catch, with the types nested in it.
 * It changes incompatibly in a new major version only, and is listed, member by member,
 * in {@code docs/public-api.txt}.
 *
 * @since 0.1.0
 * @see Internal
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface PublicApi {

}
