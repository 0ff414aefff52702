package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.attachment.LateStore;
import dev.gai.braintrust.autoconfigure.condition.ConditionalOnBraintrustExport;
import dev.gai.braintrust.autoconfigure.export.ConfiguredExport;
import dev.gai.braintrust.autoconfigure.export.ConfiguredSpool;
import dev.gai.braintrust.autoconfigure.export.ExportEventPublication;
import dev.gai.braintrust.autoconfigure.export.HealthSource;
import dev.gai.braintrust.autoconfigure.export.TraceSamplings;
import dev.gai.braintrust.autoconfigure.properties.BraintrustConnection;
import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.autoconfigure.properties.MaskingProperties;
import dev.gai.braintrust.autoconfigure.properties.PropertyChecks;
import dev.gai.braintrust.autoconfigure.startup.AfterStart;
import dev.gai.braintrust.autoconfigure.startup.TracerCheck;
import dev.gai.braintrust.content.ContentJson;
import dev.gai.braintrust.content.ContentMasker;
import dev.gai.braintrust.content.ContentMasking;
import dev.gai.braintrust.delivery.Destination;
import dev.gai.braintrust.export.BraintrustBaggage;
import dev.gai.braintrust.export.BraintrustExport;
import dev.gai.braintrust.export.BraintrustSpanProcessor;
import dev.gai.braintrust.export.row.RowListener;
import dev.gai.braintrust.export.row.SpanFilters;
import dev.gai.braintrust.network.Network;
import dev.gai.braintrust.sampling.RecordingSampler;
import dev.gai.braintrust.sampling.TraceKeeper;
import dev.gai.braintrust.trace.TraceNamer;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.micrometer.tracing.exporter.SpanFilter;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.trace.samplers.Sampler;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the export to Braintrust.
 * <p>
 * Spring Boot is given one {@code SpanProcessor} of our own type, a
 * {@code TextMapPropagator} and a wrapper around its {@code Sampler}, and nothing else: a
 * bean of the type {@code BatchSpanProcessor}, {@code SpanExporter} or
 * {@code OtlpHttpSpanExporter} would switch off what the application has configured.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { BraintrustAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class })
@ConditionalOnBraintrustExport
@EnableConfigurationProperties(BraintrustProperties.class)
@Import(BraintrustConnectionConfiguration.class)
public final class BraintrustExportAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	LateStore braintrustAttachmentStore() {
		return new LateStore();
	}

	@Bean
	@ConditionalOnMissingBean
	BraintrustExport braintrustExport(BraintrustProperties properties, Environment environment,
			BraintrustConnection braintrustConnection, Network braintrustNetwork, ObjectProvider<ContentMasker> maskers,
			ObjectProvider<SpanExportingPredicate> predicates, ObjectProvider<SpanFilter> filters,
			ObjectProvider<TraceKeeper> keepers, ObjectProvider<RowListener> listeners,
			ObjectProvider<TraceNamer> namers, LateStore braintrustAttachmentStore, AfterStart braintrustAfterStart) {
		Destination destination = braintrustConnection.destination();
		BraintrustExport export = new BraintrustExport(destination,
				ConfiguredExport.delivery(properties).over(braintrustNetwork),
				ConfiguredExport.settings(properties, destination.parent(), namers, braintrustAttachmentStore),
				TraceSamplings.of(properties.sampling(), keepers.orderedStream().toList(),
						TraceSamplings.secret(properties.sampling(), destination.authorization())),
				masking(properties, maskers), new ContentJson(),
				new SpanFilters(predicates.orderedStream().toList(), filters.orderedStream().toList()),
				ConfiguredSpool.of(properties, environment, destination),
				RowListener.of(listeners.orderedStream().toList()));
		braintrustAfterStart.run(export::prepare);
		return export;
	}

	@Bean
	@ConditionalOnMissingBean
	BraintrustSpanProcessor braintrustSpanProcessor(BraintrustExport braintrustExport) {
		return braintrustExport.processor();
	}

	@Bean
	TracerCheck braintrustTracerCheck(BraintrustExport braintrustExport, ObjectProvider<Tracer> tracer,
			ObjectProvider<OpenTelemetry> openTelemetry) {
		return new TracerCheck(braintrustExport.processor(), tracer, openTelemetry);
	}

	@Bean
	ExportEventPublication braintrustExportEventPublication(BraintrustExport braintrustExport,
			BraintrustProperties properties, ApplicationEventPublisher publisher) {
		return new ExportEventPublication(braintrustExport.monitor(), HealthSource.settings(properties), publisher);
	}

	@Bean
	@ConditionalOnMissingBean
	@Order(Ordered.LOWEST_PRECEDENCE)
	BraintrustBaggage braintrustBaggage(BraintrustProperties properties, BraintrustConnection braintrustConnection,
			ObjectProvider<BraintrustSpanProcessor> processor) {
		return new BraintrustBaggage(properties.trace().baggage().send(), properties.trace().baggage().accept(),
				processor::getIfAvailable,
				TraceSamplings.secret(properties.sampling(), braintrustConnection.destination().authorization()));
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static BeanPostProcessor braintrustSamplerPostProcessor() {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessAfterInitialization(Object bean, String beanName) {
				return (bean instanceof Sampler sampler) ? new RecordingSampler(sampler) : bean;
			}

		};
	}

	static ContentMasking masking(BraintrustProperties properties, ObjectProvider<ContentMasker> maskers) {
		MaskingProperties masking = properties.content().masking();
		return new ContentMasking(PropertyChecks.kinds(masking), PropertyChecks.patterns(masking),
				maskers.orderedStream().toList());
	}

}
