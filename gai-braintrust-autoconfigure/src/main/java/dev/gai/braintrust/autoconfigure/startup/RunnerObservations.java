package dev.gai.braintrust.autoconfigure.startup;

import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;

import dev.gai.braintrust.completion.Scopes;
import dev.gai.braintrust.guard.Guard;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.CommandLineRunner;
import org.springframework.util.ClassUtils;

/**
 * Has all that a runner does at the start of the application be one trace, as Spring
 * Boot's own observations do for requests and scheduled methods. A runner keeps its type;
 * one whose class does not allow that is left alone.
 *
 * @since 0.1.0
 */
public final class RunnerObservations implements BeanPostProcessor {

	/** Name of the observations. */
	public static final String NAME = "gai.runner";

	private final Supplier<@Nullable ObservationRegistry> registry;

	/**
	 * Creates a post-processor.
	 * @param registry the registry of the application, if there is one; asked for when a
	 * runner runs
	 */
	public RunnerObservations(Supplier<@Nullable ObservationRegistry> registry) {
		this.registry = registry;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		boolean runner = bean instanceof ApplicationRunner || bean instanceof CommandLineRunner;
		// Spring's own run what is observed by itself, one job after the other for
		// example.
		if (!runner || AopProxyUtils.ultimateTargetClass(bean).getName().startsWith("org.springframework.")) {
			return bean;
		}
		Object observed = Guard.get("The work of a runner is not one trace:", bean, () -> observed(bean, beanName));
		return (observed != null) ? observed : bean;
	}

	private Object observed(Object bean, String beanName) {
		Class<?> type = AopProxyUtils.ultimateTargetClass(bean);
		boolean lambda = ClassUtils.isLambdaClass(type) || type.isHidden() || type.isSynthetic();
		MethodInterceptor observing = (invocation) -> run(invocation,
				lambda ? ClassUtils.getShortName(beanName) : type.getSimpleName(), type);
		if (bean instanceof Advised advised && !advised.isFrozen()) {
			advised.addAdvice(0, observing);
			return bean;
		}
		if (!lambda && Modifier.isFinal(type.getModifiers())) {
			return bean;
		}
		ProxyFactory factory = new ProxyFactory(bean);
		factory.setProxyTargetClass(!lambda && !Proxy.isProxyClass(bean.getClass()));
		factory.addAdvice(observing);
		return factory.getProxy(type.getClassLoader());
	}

	private static String namespace(String name, Class<?> type) {
		String canonical = type.getCanonicalName();
		return (canonical == null || type.isHidden()) ? name : canonical;
	}

	@SuppressWarnings("NullAway") // a null result of the method passes through
	private @Nullable Object run(MethodInvocation invocation, String name, Class<?> type) throws Throwable {
		ObservationRegistry available = invocation.getMethod().getName().equals("run")
				? Guard.get("A runner is not observed", null, this.registry::get) : null;
		if (available == null || available.getCurrentObservation() != null) {
			return invocation.proceed();
		}
		Observation observation = Observation.createNotStarted(NAME, available)
			.contextualName(name + ".run")
			.lowCardinalityKeyValue("code.namespace", namespace(name, type))
			.lowCardinalityKeyValue("code.function", "run");
		Guard.run("A runner is not observed", observation::start);
		try {
			return Scopes.inside(observation, invocation::proceed);
		}
		catch (Throwable ex) {
			Guard.run("An observation has no error", () -> observation.error(ex));
			throw ex;
		}
		finally {
			Guard.run("An observation could not be ended", observation::stop);
		}
	}

}
