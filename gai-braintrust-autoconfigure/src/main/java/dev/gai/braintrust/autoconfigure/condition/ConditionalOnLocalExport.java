package dev.gai.braintrust.autoconfigure.condition;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.gai.braintrust.promise.Internal;

import org.springframework.context.annotation.Conditional;

/**
 * Matches when nothing takes spans to Braintrust.
 *
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Conditional(OnLocalExportCondition.class)
@Internal
public @interface ConditionalOnLocalExport {

}
