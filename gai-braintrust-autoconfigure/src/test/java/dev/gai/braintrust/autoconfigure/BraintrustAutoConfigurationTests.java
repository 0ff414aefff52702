package dev.gai.braintrust.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.annotation.LlmRetry;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.aspect.TracingBeanPostProcessor;
import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.content.snapshot.ContentSnapshots;
import dev.gai.braintrust.error.ErrorCategory;
import dev.gai.braintrust.error.ErrorClassification;
import dev.gai.braintrust.error.ErrorClassifier;
import dev.gai.braintrust.export.BraintrustSpanProcessor;
import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.response.ResponseReader;
import dev.gai.braintrust.response.ResponseReaders;
import dev.gai.braintrust.trace.GenAiObservationContext;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.trace.GenAiTracingObservationHandler;
import dev.gai.braintrust.trace.SpanSettings;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("application")
class BraintrustAutoConfigurationTests {

	@Test
	void suppliesWhatTracesModelCalls() {
		AutoConfigured.context()
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(GenAiTracer.class)
				.hasSingleBean(GenAiTracingObservationHandler.class)
				.hasSingleBean(TracingBeanPostProcessor.class)
				.hasSingleBean(BraintrustProperties.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "gai.braintrust.enabled=false", "management.opentelemetry.enabled=false",
			"management.tracing.export.enabled=false", "management.tracing.export.braintrust.enabled=false",
			"gai.braintrust.api-key=", "gai.braintrust.content.capture=none" })
	void keepsTheTracerUsableWhateverIsSwitchedOff(String property) {
		AutoConfigured.exporting().withPropertyValues(property).run((context) -> {
			GenAiTracer tracer = context.getBean(GenAiTracer.class);
			String result = tracer.tool("search").input("query").call((span) -> "result");
			assertThat(result).isEqualTo("result");
		});
	}

	@Test
	void worksWithoutAnyTracing() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(BraintrustAutoConfiguration.class))
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(GenAiTracingObservationHandler.class);
				String result = context.getBean(GenAiTracer.class).tool("search").call((span) -> "result");
				assertThat(result).isEqualTo("result");
			});
	}

	@Test
	void observesCalls() {
		CountingHandler handler = new CountingHandler();
		AutoConfigured.context().withBean(CountingHandler.class, () -> handler).run((context) -> {
			context.getBean(GenAiTracer.class).tool("search").call((span) -> "result");
			assertThat(handler.calls).hasValue(1);
		});
	}

	@Test
	void observesNothingWhenDisabled() {
		CountingHandler handler = new CountingHandler();
		AutoConfigured.context()
			.withBean(CountingHandler.class, () -> handler)
			.withPropertyValues("gai.braintrust.enabled=false")
			.run((context) -> {
				context.getBean(GenAiTracer.class).tool("search").call((span) -> "result");
				assertThat(handler.calls).hasValue(0);
				assertThat(context).doesNotHaveBean(GenAiTracingObservationHandler.class);
			});
	}

	@Test
	void callsAgainEvenWhereNothingIsTraced() {
		AutoConfigured.context()
			.withBean(RetriedGreeter.class)
			.withPropertyValues("gai.braintrust.enabled=false")
			.run((context) -> {
				RetriedGreeter greeter = context.getBean(RetriedGreeter.class);
				assertThat(greeter.greet("Ada")).isEqualTo("Hello Ada, at attempt 2");
				assertThat(greeter.greetOnce("Ada")).isEqualTo("Hello Ada");
			});
	}

	@Test
	void letsTheApplicationClassifyErrors() {
		ErrorClassifier own = (error) -> ErrorClassification.of(ErrorCategory.OVERLOADED);
		AutoConfigured.context()
			.withBean("own", ErrorClassifier.class, () -> own)
			.run((context) -> assertThat(context.getBean(ErrorClassifier.class)).isSameAs(own));
		AutoConfigured.context()
			.run((context) -> assertThat(context.getBean(ErrorClassifier.class)).isSameAs(ErrorClassifier.builtIn()));
	}

	@Test
	void backsOffFromTheTracerOfTheApplication() {
		GenAiTracer own = new GenAiTracer(ObservationRegistry.NOOP, new SpanSettings(true, true, 100,
				new ContentSnapshots(JsonMapper.shared()), new ResponseReaders(List.of()), (traceId, spanId) -> null));
		AutoConfigured.context()
			.withBean("own", GenAiTracer.class, () -> own)
			.run((context) -> assertThat(context).getBean(GenAiTracer.class).isSameAs(own));
	}

	@Test
	void backsOffFromTheObservationHandlerOfTheApplication() {
		AutoConfigured.context()
			.withBean("own", GenAiTracingObservationHandler.class,
					() -> new GenAiTracingObservationHandler(Tracer.NOOP))
			.run((context) -> assertThat(context).hasSingleBean(GenAiTracingObservationHandler.class).hasBean("own"));
	}

	@Test
	void asksTheReadersOfTheApplication() {
		OwnReader reader = new OwnReader();
		AutoConfigured.exporting()
			.withBean(OwnReader.class, () -> reader)
			.withBean(Greeter.class, TracedGreeter::new)
			.run((context) -> {
				assertThat(context.getBean(Greeter.class).answer()).isEqualTo(new OwnAnswer("hello"));
				assertThat(reader.asked).hasPositiveValue();
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.ai", "reactor.core", "org.springframework.boot.actuate" })
	void worksWithoutOptionalLibraries(String missing) {
		AutoConfigured.exporting()
			.withClassLoader(new FilteredClassLoader(missing))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(GenAiTracer.class)
				.hasSingleBean(BraintrustSpanProcessor.class));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void proxiesAsTheApplicationIsConfigured(boolean targetClass) {
		AutoConfigured.context()
			.withBean(Greeter.class, TracedGreeter::new)
			.withPropertyValues("spring.aop.proxy-target-class=" + targetClass)
			.run((context) -> {
				Greeter greeter = context.getBean(Greeter.class);
				assertThat(AopUtils.isCglibProxy(greeter)).isEqualTo(targetClass);
				assertThat(AopUtils.isJdkDynamicProxy(greeter)).isNotEqualTo(targetClass);
				assertThat(greeter.greet()).isEqualTo("hello");
			});
	}

	@Test
	void leavesAnnotatedBeansAloneWhenDisabled() {
		AutoConfigured.context()
			.withBean(Greeter.class, TracedGreeter::new)
			.withPropertyValues("gai.braintrust.enabled=false")
			.run((context) -> assertThat(AopUtils.isAopProxy(context.getBean(Greeter.class))).isFalse());
	}

	@Test
	void doesNotCreateItsBeansBeforeTheApplicationsPostProcessors() {
		PostProcessor postProcessor = new PostProcessor();
		AutoConfigured.exporting()
			.withBean(PostProcessor.class, () -> postProcessor)
			.run((context) -> assertThat(postProcessor.seen).contains("genAiTracer", "braintrustExport",
					"braintrustSpanProcessor"));
	}

	static class RetriedGreeter {

		private int calls;

		@AgentTool(name = "greet", retry = @LlmRetry(maxAttempts = 2, delay = "0s"))
		public String greet(String name) {
			if (++this.calls < 2) {
				throw new UncheckedIOException(new IOException("gone"));
			}
			return "Hello " + name + ", at attempt " + this.calls;
		}

		@AgentTool(name = "greet once")
		public String greetOnce(String name) {
			return "Hello " + name;
		}

	}

	interface Greeter {

		String greet();

		OwnAnswer answer();

	}

	static class TracedGreeter implements Greeter {

		@Override
		@AgentTool(name = "greet")
		public String greet() {
			return "hello";
		}

		@Override
		@TracedLlmCall(model = "llama")
		public OwnAnswer answer() {
			return new OwnAnswer("hello");
		}

	}

	record OwnAnswer(String text) {

	}

	static class OwnReader implements ResponseReader<OwnAnswer> {

		private final AtomicInteger asked = new AtomicInteger();

		@Override
		public Class<OwnAnswer> responseType() {
			return OwnAnswer.class;
		}

		@Override
		public LlmResponse read(OwnAnswer response) {
			this.asked.incrementAndGet();
			return null;
		}

	}

	static class PostProcessor implements BeanPostProcessor {

		private final Set<String> seen = new HashSet<>();

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			this.seen.add(beanName);
			return bean;
		}

	}

	static class CountingHandler implements ObservationHandler<GenAiObservationContext> {

		private final AtomicInteger calls = new AtomicInteger();

		@Override
		public void onStop(GenAiObservationContext context) {
			this.calls.incrementAndGet();
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof GenAiObservationContext;
		}

	}

}
