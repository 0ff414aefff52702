package dev.gai.braintrust.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.gai.braintrust.promise.PublicApi;

/**
 * Marks a bean that is an advisor of Spring AI's chat client as a guardrail: it decides
 * whether a request reaches the model and whether the answer reaches the application.
 * Each of its checks becomes a span with a verdict and a score. Put the annotation on the
 * class of the advisor or on its {@code @Bean} method.
 * <p>
 * The advisor refuses a request by answering without calling the model, and refuses an
 * answer by returning one whose finish reason is {@code content_filter}. An exception
 * that it throws is an error of the guardrail, unless its category is
 * {@code safety_blocked}. Spring AI's {@code SafeGuardAdvisor} needs no annotation.
 *
 * @since 0.1.0
 */
@PublicApi
@Documented
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
public @interface Guardrail {

	/**
	 * Name of the guardrail, as in the name of its score, {@code guardrail.{name}}.
	 * @return the name, empty for that of the advisor
	 */
	String value() default "";

}
