package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.autoconfigure.condition.ConditionalOnLocalExport;
import dev.gai.braintrust.autoconfigure.export.ConfiguredExport;
import dev.gai.braintrust.autoconfigure.export.TraceSamplings;
import dev.gai.braintrust.autoconfigure.properties.BraintrustConnection;
import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.autoconfigure.startup.AfterStart;
import dev.gai.braintrust.console.Pictures;
import dev.gai.braintrust.content.ContentJson;
import dev.gai.braintrust.content.ContentMasker;
import dev.gai.braintrust.content.media.MediaStore;
import dev.gai.braintrust.export.BraintrustSpanProcessor;
import dev.gai.braintrust.export.LocalExport;
import dev.gai.braintrust.export.row.RowListener;
import dev.gai.braintrust.export.row.SpanFilters;
import dev.gai.braintrust.sampling.TraceKeeper;
import dev.gai.braintrust.trace.TraceNamer;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.micrometer.tracing.exporter.SpanFilter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for rows that are looked at and not
 * sent: where nothing is exported, without an API key for example, but something listens
 * to rows, such as the console.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { BraintrustExportAutoConfiguration.class, BraintrustConsoleAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = { "gai.braintrust.enabled", "management.opentelemetry.enabled" },
		matchIfMissing = true)
@ConditionalOnBean(RowListener.class)
@ConditionalOnLocalExport
@EnableConfigurationProperties(BraintrustProperties.class)
@Import(BraintrustConnectionConfiguration.class)
public final class BraintrustLocalExportAutoConfiguration {

	@Bean
	BraintrustSpanProcessor braintrustLocalSpanProcessor(BraintrustProperties properties,
			BraintrustConnection braintrustConnection, ObjectProvider<ContentMasker> maskers,
			ObjectProvider<SpanExportingPredicate> predicates, ObjectProvider<SpanFilter> filters,
			ObjectProvider<TraceKeeper> keepers, ObjectProvider<RowListener> listeners,
			ObjectProvider<TraceNamer> namers, ObjectProvider<Pictures> braintrustPictures,
			AfterStart braintrustAfterStart) {
		MediaStore store = braintrustPictures.getIfAvailable();
		LocalExport export = new LocalExport(
				ConfiguredExport.settings(properties, braintrustConnection.parent(), namers,
						(store != null) ? store : MediaStore.NONE),
				TraceSamplings.of(properties.sampling(), keepers.orderedStream().toList(), null),
				BraintrustExportAutoConfiguration.masking(properties, maskers), new ContentJson(),
				new SpanFilters(predicates.orderedStream().toList(), filters.orderedStream().toList()),
				RowListener.of(listeners.orderedStream().toList()));
		braintrustAfterStart.run(export::prepare);
		return export.processor();
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static BeanPostProcessor braintrustLocalSamplerPostProcessor() {
		return BraintrustExportAutoConfiguration.braintrustSamplerPostProcessor();
	}

}
