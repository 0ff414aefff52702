package dev.gai.braintrust.autoconfigure;

import java.util.Map;

import dev.gai.braintrust.api.BraintrustApi;
import dev.gai.braintrust.api.Organization;
import dev.gai.braintrust.attachment.Attachments;
import dev.gai.braintrust.attachment.LateStore;
import dev.gai.braintrust.autoconfigure.condition.ConditionalOnBraintrustExport;
import dev.gai.braintrust.autoconfigure.export.ConfiguredSpool;
import dev.gai.braintrust.autoconfigure.properties.BraintrustConnection;
import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.autoconfigure.startup.AfterStart;
import dev.gai.braintrust.delivery.spool.PlannedSpool;
import dev.gai.braintrust.endpoint.EndpointSection;
import dev.gai.braintrust.export.BraintrustExport;
import dev.gai.braintrust.health.TroubleSource;
import dev.gai.braintrust.metrics.AttachmentMetrics;
import dev.gai.braintrust.network.Network;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for images, sounds and files of
 * spans, which are uploaded unless {@code gai.braintrust.content.attachments} says
 * otherwise.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { BraintrustExportAutoConfiguration.class, BraintrustApiAutoConfiguration.class })
@ConditionalOnBraintrustExport
@ConditionalOnProperty(name = "gai.braintrust.content.attachments", havingValue = "upload", matchIfMissing = true)
@EnableConfigurationProperties(BraintrustProperties.class)
public final class BraintrustAttachmentsAutoConfiguration {

	private static final int SHARE_OF_SPOOL = 4;

	private static final long SMALLEST_SPOOL = 32 * 1024 * 1024;

	/**
	 * Closed by the store that stands for it, which the export uses until its end.
	 */
	@Bean(destroyMethod = "")
	@Lazy(false)
	@ConditionalOnMissingBean
	Attachments braintrustAttachments(BraintrustApi braintrustApi, BraintrustProperties properties,
			Environment environment, BraintrustConnection braintrustConnection, Network braintrustNetwork,
			BraintrustExport braintrustExport, LateStore braintrustAttachmentStore, AfterStart braintrustAfterStart) {
		PlannedSpool spans = ConfiguredSpool.of(properties, environment, braintrustConnection.destination());
		PlannedSpool beside = spans.beside("attachments", Math.max(SMALLEST_SPOOL, spans.maxBytes() / SHARE_OF_SPOOL));
		boolean plain = "http".equals(braintrustConnection.apiUrl().getScheme());
		Attachments attachments = new Attachments(braintrustApi, new Organization(braintrustApi, properties.orgName()),
				plain, properties.export().timeout(), braintrustNetwork, beside,
				BraintrustFeedbackAutoConfiguration.OutboxConfiguration.progress(braintrustExport.processor()));
		braintrustAttachmentStore.use(attachments);
		braintrustAfterStart.run(attachments::open);
		return attachments;
	}

	@Bean
	TroubleSource braintrustAttachmentTrouble(Attachments braintrustAttachments) {
		return new TroubleSource(braintrustAttachments::trouble);
	}

	/** Shown on {@code /actuator/braintrust}. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.boot.actuate.endpoint.annotation.Endpoint")
	static final class SectionConfiguration {

		@Bean
		EndpointSection braintrustAttachmentSection(Attachments braintrustAttachments) {
			return new EndpointSection("attachments", () -> section(braintrustAttachments));
		}

		private static Map<String, Object> section(Attachments attachments) {
			Map<String, Object> section = attachments.status().shown();
			section.put("described", attachments.described());
			return section;
		}

	}

	/** Meters. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	static final class MetricsConfiguration {

		@Bean
		@ConditionalOnMissingBean
		AttachmentMetrics braintrustAttachmentMetrics(Attachments braintrustAttachments) {
			return new AttachmentMetrics(braintrustAttachments);
		}

	}

}
