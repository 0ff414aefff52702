package dev.gai.braintrust.eval;

import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.env.Environment;

/**
 * Called after each evaluation, before its gate fails the tests. Found in
 * {@code META-INF/spring.factories}. What it throws is logged and changes no result.
 *
 * @since 0.1.0
 */
@PublicApi
public interface EvalListener {

	/**
	 * An evaluation is over.
	 * @param result its result
	 * @param environment the application's settings, {@code null} if there is no
	 * application
	 * @param beans the application's beans, {@code null} if there is no application
	 */
	void finished(EvalResult result, @Nullable Environment environment, @Nullable BeanFactory beans);

}
