package dev.gai.braintrust.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.aspect.TracingBeanPostProcessor;
import dev.gai.braintrust.autoconfigure.properties.BraintrustConnection;
import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties.ContentCapture;
import dev.gai.braintrust.autoconfigure.properties.PropertyChecks;
import dev.gai.braintrust.autoconfigure.properties.SettingsCheck;
import dev.gai.braintrust.autoconfigure.security.RefusalsConfiguration;
import dev.gai.braintrust.autoconfigure.startup.BraintrustStartupReport;
import dev.gai.braintrust.autoconfigure.startup.RunnerObservations;
import dev.gai.braintrust.autoconfigure.startup.TracerCheck;
import dev.gai.braintrust.content.ContentMasking;
import dev.gai.braintrust.content.snapshot.ContentSnapshots;
import dev.gai.braintrust.cost.CostCalculator;
import dev.gai.braintrust.error.ErrorClassifier;
import dev.gai.braintrust.error.ErrorClassifiers;
import dev.gai.braintrust.export.BraintrustExport;
import dev.gai.braintrust.http.ModelRequestHandler;
import dev.gai.braintrust.principal.HashedUsers;
import dev.gai.braintrust.prompt.RenderedPrompts;
import dev.gai.braintrust.request.ModelRequests;
import dev.gai.braintrust.response.ResponseReader;
import dev.gai.braintrust.response.ResponseReaders;
import dev.gai.braintrust.trace.CallGate;
import dev.gai.braintrust.trace.FeedbackTokenSource;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.trace.GenAiTracingObservationHandler;
import dev.gai.braintrust.trace.SpanSettings;
import dev.gai.braintrust.trace.record.CallListener;
import dev.gai.braintrust.trace.record.SharedText;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for tracing of model calls, agents
 * and tools. A {@link GenAiTracer} is always there, so that code which uses it runs
 * wherever it is deployed; with {@code gai.braintrust.enabled=false} it does nothing, and
 * annotations do nothing either, except that calls are still made again where they say
 * so.
 *
 * @since 0.1.0
 */
@AutoConfiguration(
		after = { ObservationAutoConfiguration.class, MicrometerTracingAutoConfiguration.class,
				NoopTracerAutoConfiguration.class },
		// Methods are traced inside of their validation.
		afterName = "org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration")
@EnableConfigurationProperties(BraintrustProperties.class)
@Import({ BraintrustConnectionConfiguration.class, RefusalsConfiguration.class })
public final class BraintrustAutoConfiguration {

	@Bean
	static SettingsCheck braintrustSettingsCheck(Environment environment) {
		return new SettingsCheck(environment);
	}

	@Bean
	@ConditionalOnMissingBean
	GenAiTracer genAiTracer(BraintrustProperties properties, BraintrustConnection braintrustConnection,
			ObjectProvider<ObservationRegistry> registry, ObjectProvider<ResponseReader<?>> readers,
			ObjectProvider<BuiltInResponseReaders> builtIn, ObjectProvider<CostCalculator> braintrustCostCalculator,
			ObjectProvider<CallListener> listeners, ObjectProvider<CallGate> gates,
			ObjectProvider<ErrorClassifier> errors, ObjectProvider<FeedbackTokenSource> braintrustFeedbackTokenSource,
			ObjectProvider<RenderedPrompts> braintrustRenderedPrompts, ObjectProvider<JsonMapper> mappers,
			ObjectProvider<BuiltInRequestTypes> requestTypes) {
		List<ResponseReader<?>> all = new ArrayList<>(readers.orderedStream().toList());
		builtIn.orderedStream().forEach((group) -> all.addAll(group.readers()));
		all.addAll(ResponseReaders.builtIn());
		SpanSettings settings = new SpanSettings(properties.content().capture() == ContentCapture.FULL,
				properties.content().toolIo(), Math.toIntExact(properties.content().maxFieldSize().toBytes()),
				snapshots(mappers), new ResponseReaders(all), braintrustConnection.permalinks(),
				braintrustCostCalculator.getIfAvailable(), listeners.orderedStream().toList(),
				gates.orderedStream().toList(), new ErrorClassifiers(errors.orderedStream().toList()),
				new LazyFeedbackTokens(braintrustFeedbackTokenSource),
				braintrustRenderedPrompts.getIfAvailable(RenderedPrompts::new),
				new ModelRequests(requestTypes.orderedStream().flatMap((group) -> group.types().stream()).toList()),
				users(properties, braintrustConnection), fastMasking(properties));
		return new GenAiTracer(properties.enabled() ? registry.getIfAvailable(() -> ObservationRegistry.NOOP)
				: ObservationRegistry.NOOP, settings);
	}

	private static UnaryOperator<String> users(BraintrustProperties properties, BraintrustConnection connection) {
		return properties.context().hashUsers()
				? new HashedUsers(properties.context().secret(connection.destination().authorization()))
				: UnaryOperator.identity();
	}

	/**
	 * Copies objects as the application writes them: what its mapper hides stays hidden.
	 */
	static ContentSnapshots snapshots(ObjectProvider<JsonMapper> mappers) {
		return new ContentSnapshots(() -> mapper(mappers));
	}

	/**
	 * The application's mapper: the primary one of several, or the first.
	 */
	static JsonMapper mapper(ObjectProvider<JsonMapper> mappers) {
		JsonMapper mapper = mappers.getIfUnique();
		return (mapper != null) ? mapper : mappers.orderedStream().findFirst().orElseGet(JsonMapper::shared);
	}

	@Bean
	@ConditionalOnMissingBean
	ErrorClassifier braintrustErrorClassifier() {
		return ErrorClassifier.builtIn();
	}

	@Bean
	BraintrustStartupReport braintrustStartupReport(ObjectProvider<BraintrustExport> braintrustExport,
			ObjectProvider<TracerCheck> braintrustTracerCheck, Environment environment) {
		return new BraintrustStartupReport(braintrustExport.getIfAvailable(), braintrustTracerCheck.getIfAvailable(),
				environment);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(Tracer.class)
	@ConditionalOnBooleanProperty(name = "gai.braintrust.enabled", matchIfMissing = true)
	@Order(0)
	GenAiTracingObservationHandler genAiTracingObservationHandler(Tracer tracer, BraintrustProperties properties) {
		return new GenAiTracingObservationHandler(tracer,
				new SharedText(properties.trace().shareErrors(), fastMasking(properties)));
	}

	/**
	 * Of masking only what is fast: names are masked on the application's threads.
	 */
	static UnaryOperator<String> fastMasking(BraintrustProperties properties) {
		ContentMasking masking = new ContentMasking(PropertyChecks.kinds(properties.content().masking()), List.of(),
				List.of());
		return (text) -> masking.maskLabel("name", text);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBooleanProperty(name = "gai.braintrust.enabled", matchIfMissing = true)
	ModelRequestHandler genAiModelRequestHandler(ObjectProvider<GenAiTracer> genAiTracer) {
		SingletonSupplier<GenAiTracer> once = SingletonSupplier.ofNullable(genAiTracer::getIfAvailable);
		return new ModelRequestHandler(once::get);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBooleanProperty(name = "gai.braintrust.enabled", matchIfMissing = true)
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static RunnerObservations genAiRunnerObservations(ObjectProvider<ObservationRegistry> registry) {
		return new RunnerObservations(registry::getIfAvailable);
	}

	@Bean
	@ConditionalOnMissingBean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static TracingBeanPostProcessor genAiTracingBeanPostProcessor(ObjectProvider<GenAiTracer> genAiTracer,
			Environment environment) {
		SingletonSupplier<GenAiTracer> once = SingletonSupplier.ofNullable(genAiTracer::getIfAvailable);
		TracingBeanPostProcessor processor = new TracingBeanPostProcessor(once::get,
				environment.getProperty("gai.braintrust.enabled", Boolean.class, true));
		processor.setProxyTargetClass(environment.getProperty("spring.aop.proxy-target-class", Boolean.class, true));
		return processor;
	}

}
