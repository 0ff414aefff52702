package dev.gai.braintrust.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.gai.braintrust.promise.PublicApi;

/**
 * Says that a bean which is an advisor of Spring AI's chat client is a guardrail: it
 * decides whether a request reaches the model, or its answer the application. Each of its
 * checks is then a span with a verdict and a score. Put it on the class of the advisor or
 * on the method that makes the bean.
 * <p>
 * The advisor refuses a request by answering without asking the model, and an answer by
 * one whose finish reason is {@code content_filter}; an exception of its own is an error
 * of the guardrail, unless its category is {@code safety_blocked}. Spring AI's
 * {@code SafeGuardAdvisor} needs no annotation.
 *
 * @since 0.1.0
 */
@PublicApi
@Documented
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
public @interface Guardrail {

	/**
	 * Name of the guardrail, in its score {@code guardrail.{name}} for example.
	 * @return the name, empty for that of the advisor
	 */
	String value() default "";

}
