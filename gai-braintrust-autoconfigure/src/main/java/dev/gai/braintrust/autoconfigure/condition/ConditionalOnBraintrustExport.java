package dev.gai.braintrust.autoconfigure.condition;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.gai.braintrust.promise.Internal;

import org.springframework.context.annotation.Conditional;

/**
 * Matches when spans can be sent to Braintrust: the integration is enabled, there is an
 * API key, and neither tracing nor its export to Braintrust is switched off.
 *
 * @since 0.1.0
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Conditional(OnBraintrustExportCondition.class)
@Internal
public @interface ConditionalOnBraintrustExport {

}
