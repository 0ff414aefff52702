package dev.gai.braintrust.aspect;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.testing.Traces;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanDefinitionHolder;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AliasFor;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("thorough")
@ExtendWith(OutputCaptureExtension.class)
class TracedMethodLookupTests {

	private final Traces traces = new Traces();

	private final List<Integer> spansBehindAdvice = new ArrayList<>();

	@Test
	void findsAnnotationsWhereverTheyAre() {
		try (var context = this.traces.beans(Located.class)) {
			Located located = context.getBean(Located.class);
			located.onInterface("a");
			((Generic<String>) located).generic("b");
			located.composed();
			located.packagePrivate();
		}
		assertThat(this.traces.names()).containsExactly("execute_tool onInterface", "execute_tool generic",
				"chat composed-model", "execute_tool packagePrivate");
		assertThat(this.traces.named("chat composed-model").record().request().provider()).isEqualTo("groq");
	}

	@Test
	void worksWithProxiesOfInterfaces() {
		try (var context = this.traces.beans((beans) -> {
			interfaceProxies(beans);
			beans.registerBean(Located.class);
		})) {
			Annotated bean = context.getBean(Annotated.class);
			assertThat(AopUtils.isJdkDynamicProxy(bean)).isTrue();
			bean.onInterface("a");
			((Generic<String>) context.getBean(Generic.class)).generic("b");
		}
		assertThat(this.traces.names()).containsExactly("execute_tool onInterface", "execute_tool generic");
	}

	@Test
	void joinsProxiesOfOtherAdvisorsFromInside() {
		for (boolean proxyTargetClass : new boolean[] { true, false }) {
			this.traces.spans().clear();
			try (var context = this.traces.beans((beans) -> {
				if (!proxyTargetClass) {
					interfaceProxies(beans);
				}
				beans.registerBean("located", Located.class);
				otherAdvice(beans, proxyTargetClass, false);
			})) {
				assertThat(context.getBean(Annotated.class).onInterface("a")).isEqualTo("a");
			}
			assertThat(this.traces.names()).containsExactly("execute_tool onInterface");
		}
		assertThat(this.spansBehindAdvice).containsExactly(0, 0);
	}

	@Test
	void wrapsFrozenProxies() {
		try (var context = this.traces.beans((beans) -> {
			beans.registerBean("located", Located.class);
			otherAdvice(beans, true, true);
		})) {
			context.getBean(Located.class).onInterface("a");
		}
		assertThat(this.traces.names()).containsExactly("execute_tool onInterface");
	}

	@Test
	void tracesScopedAndPrototypeBeansOnce() {
		try (var context = this.traces.beans((beans) -> {
			beans.getBeanFactory().registerScope("thread", new SimpleThreadScope());
			RootBeanDefinition definition = new RootBeanDefinition(Located.class);
			definition.setScope("thread");
			BeanDefinitionHolder proxy = ScopedProxyUtils
				.createScopedProxy(new BeanDefinitionHolder(definition, "scoped"), beans, true);
			beans.registerBeanDefinition(proxy.getBeanName(), proxy.getBeanDefinition());
			beans.registerBean("prototype", Located.class, (bean) -> bean.setScope(BeanDefinition.SCOPE_PROTOTYPE));
		})) {
			context.getBean("scoped", Located.class).packagePrivateOrNot();
			context.getBean("prototype", Located.class).packagePrivateOrNot();
			context.getBean("prototype", Located.class).packagePrivateOrNot();
		}
		assertThat(this.traces.names()).hasSize(3);
	}

	@Test
	void startsWithClassesThatCannotBeAdvised(CapturedOutput output) {
		try (var context = this.traces.beans(FinalAlone.class, FinalMarked.class, FinalMethod.class)) {
			assertThat(context.getBean(FinalAlone.class).tool()).isEqualTo("plain");
			assertThat(context.getBean(FinalMarked.class).tool()).isEqualTo("plain");
			assertThat(context.getBean(FinalMethod.class).tool()).isEqualTo("plain");
		}
		assertThat(this.traces.spans()).isEmpty();
		assertThat(output.getOut()).contains("FinalAlone.tool are not traced")
			.contains("FinalMarked.tool are not traced")
			.contains("FinalMethod.tool are not traced: it is final");
	}

	@Test
	void tracesFinalClassesAndRecordsThroughTheirInterface() {
		try (var context = this.traces.beans((beans) -> {
			beans.registerBean("final", FinalWithInterface.class);
			beans.registerBean("record", Recorded.class, () -> new Recorded("r"));
		})) {
			context.getBean("final", Annotated.class).onInterface("a");
			context.getBean("record", Annotated.class).onInterface("b");
		}
		assertThat(this.traces.names()).containsExactly("execute_tool onInterface", "execute_tool onInterface");
	}

	@Test
	void takesTheFirstOfSeveralAnnotations() {
		try (var context = this.traces.beans(Located.class)) {
			context.getBean(Located.class).several();
		}
		assertThat(this.traces.names()).containsExactly("chat m");
	}

	private void interfaceProxies(AnnotationConfigApplicationContext beans) {
		beans.registerBean("tracingPostProcessor", TracingBeanPostProcessor.class,
				() -> this.traces.postProcessor(false));
	}

	private void otherAdvice(AnnotationConfigApplicationContext beans, boolean proxyTargetClass, boolean frozen) {
		beans.registerBean("otherAdvice", MethodInterceptor.class, () -> (invocation) -> {
			Object result = invocation.proceed();
			this.spansBehindAdvice.add(this.traces.registry().getCurrentObservation() != null ? 1 : 0);
			return result;
		});
		beans.registerBean(BeanNameAutoProxyCreator.class, () -> {
			BeanNameAutoProxyCreator creator = new BeanNameAutoProxyCreator();
			creator.setOrder(Ordered.HIGHEST_PRECEDENCE);
			creator.setBeanNames("located");
			creator.setInterceptorNames("otherAdvice");
			creator.setProxyTargetClass(proxyTargetClass);
			creator.setFrozen(frozen);
			return creator;
		});
	}

	interface Annotated {

		@AgentTool
		String onInterface(String value);

	}

	interface Generic<T> {

		@AgentTool
		T generic(T value);

	}

	@Retention(RetentionPolicy.RUNTIME)
	@TracedLlmCall(provider = "groq")
	@interface GroqCall {

		@AliasFor(annotation = TracedLlmCall.class)
		String model();

	}

	static class Located implements Annotated, Generic<String> {

		@Override
		public String onInterface(String value) {
			return value;
		}

		@Override
		public String generic(String value) {
			return value;
		}

		@GroqCall(model = "composed-model")
		public void composed() {
		}

		@AgentTool
		void packagePrivate() {
		}

		@AgentTool
		public void packagePrivateOrNot() {
		}

		@AgentTool
		@TracedLlmCall(model = "m")
		public void several() {
		}

	}

	static final class FinalAlone {

		@AgentTool
		String tool() {
			return "plain";
		}

	}

	interface Marker {

	}

	static final class FinalMarked implements Marker {

		@AgentTool
		String tool() {
			return "plain";
		}

	}

	static class FinalMethod {

		@AgentTool
		final String tool() {
			return "plain";
		}

	}

	static final class FinalWithInterface implements Annotated {

		@Override
		public String onInterface(String value) {
			return value;
		}

	}

	record Recorded(String name) implements Annotated {

		@Override
		public String onInterface(String value) {
			return value + this.name;
		}

	}

}
