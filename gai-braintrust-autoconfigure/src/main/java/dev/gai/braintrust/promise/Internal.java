package dev.gai.braintrust.promise;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what is public for other packages of this library only: a package, a type of a
 * package that also has types for applications, or a member of such a type. It may change
 * at any time.
 *
 * @since 0.1.0
 * @see PublicApi
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.PACKAGE, ElementType.TYPE, ElementType.CONSTRUCTOR, ElementType.METHOD, ElementType.FIELD })
public @interface Internal {

}
