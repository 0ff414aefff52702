package dev.gai.braintrust.autoconfigure;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import dev.gai.braintrust.api.BraintrustApi;
import dev.gai.braintrust.api.ProjectReference;
import dev.gai.braintrust.autoconfigure.condition.ConditionalOnBraintrustExport;
import dev.gai.braintrust.autoconfigure.export.ConfiguredSpool;
import dev.gai.braintrust.autoconfigure.properties.BraintrustConnection;
import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.autoconfigure.properties.FeedbackProperties;
import dev.gai.braintrust.autoconfigure.startup.AfterStart;
import dev.gai.braintrust.content.ContentMasker;
import dev.gai.braintrust.content.SentContent;
import dev.gai.braintrust.delivery.Destination;
import dev.gai.braintrust.delivery.spool.PlannedSpool;
import dev.gai.braintrust.endpoint.EndpointSection;
import dev.gai.braintrust.export.BraintrustExport;
import dev.gai.braintrust.export.BraintrustSpanProcessor;
import dev.gai.braintrust.export.live.SpanStage;
import dev.gai.braintrust.feedback.FeedbackChannel;
import dev.gai.braintrust.feedback.FeedbackTokens;
import dev.gai.braintrust.feedback.GenAiFeedback;
import dev.gai.braintrust.health.TroubleSource;
import dev.gai.braintrust.metrics.FeedbackMetrics;
import dev.gai.braintrust.outbox.Outbox;
import dev.gai.braintrust.outbox.OutboxChannel;
import dev.gai.braintrust.outbox.SpanProgress;
import dev.gai.braintrust.trace.FeedbackTokenSource;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for feedback. {@link GenAiFeedback}
 * is always there, so that code which uses it runs wherever it is deployed; where spans
 * are not sent it does nothing. Its endpoint for browsers is off unless
 * {@code gai.braintrust.feedback.endpoint.enabled} says otherwise.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { BraintrustExportAutoConfiguration.class, BraintrustApiAutoConfiguration.class })
@EnableConfigurationProperties(BraintrustProperties.class)
@Import({ BraintrustConnectionConfiguration.class, FeedbackEndpointConfiguration.class })
public final class BraintrustFeedbackAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	GenAiFeedback genAiFeedback(BraintrustProperties properties, ObjectProvider<Outbox> braintrustOutbox,
			ObjectProvider<FeedbackTokens> braintrustFeedbackTokens, ObjectProvider<ContentMasker> maskers,
			ObjectProvider<JsonMapper> mappers) {
		return new GenAiFeedback(braintrustOutbox.getIfAvailable(), braintrustFeedbackTokens.getIfAvailable(),
				content(properties, maskers, mappers));
	}

	static SentContent content(BraintrustProperties properties, ObjectProvider<ContentMasker> maskers,
			ObjectProvider<JsonMapper> mappers) {
		return new SentContent(BraintrustExportAutoConfiguration.masking(properties, maskers),
				BraintrustAutoConfiguration.snapshots(mappers),
				Math.toIntExact(properties.content().maxFieldSize().toBytes()));
	}

	/** Where spans are sent. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBraintrustExport
	static final class OutboxConfiguration {

		private static final int SHARE_OF_SPOOL = 8;

		@Bean
		@ConditionalOnMissingBean
		Outbox braintrustOutbox(BraintrustProperties properties, Environment environment,
				BraintrustConnection braintrustConnection, BraintrustExport braintrustExport,
				ObjectProvider<OutboxChannel> channels, AfterStart braintrustAfterStart) {
			PlannedSpool spans = ConfiguredSpool.of(properties, environment, braintrustConnection.destination());
			Outbox outbox = new Outbox(spans.beside("outbox", Math.max(1024 * 1024, spans.maxBytes() / SHARE_OF_SPOOL)),
					progress(braintrustExport.processor()), channels.orderedStream().toList());
			braintrustAfterStart.run(outbox::open);
			return outbox;
		}

		static SpanProgress progress(BraintrustSpanProcessor processor) {
			return new SpanProgress() {

				@Override
				public SpanStage stage(@Nullable String traceId, String spanId) {
					return processor.stage(traceId, spanId);
				}

				@Override
				public boolean isSettled(long time) {
					return processor.isSettled(time);
				}

			};
		}

		@Bean
		TroubleSource braintrustOutboxTrouble(Outbox braintrustOutbox) {
			return new TroubleSource(braintrustOutbox::trouble);
		}

		@Bean
		@ConditionalOnMissingBean
		FeedbackChannel braintrustFeedbackChannel(BraintrustApi braintrustApi, ProjectReference braintrustProject,
				BraintrustConnection braintrustConnection) {
			return new FeedbackChannel(braintrustApi, braintrustProject, braintrustConnection.parent());
		}

		@Bean
		@ConditionalOnMissingBean
		FeedbackTokens braintrustFeedbackTokens(BraintrustProperties properties,
				BraintrustConnection braintrustConnection) {
			Destination destination = braintrustConnection.destination();
			FeedbackProperties feedback = properties.feedback();
			return new FeedbackTokens(feedback.signingSecret(Objects.requireNonNull(destination.authorization())),
					destination.toString(), feedback.tokenTtl(), InstantSource.system());
		}

		@Bean
		@ConditionalOnMissingBean
		FeedbackTokenSource braintrustFeedbackTokenSource(FeedbackTokens braintrustFeedbackTokens,
				BraintrustExport braintrustExport) {
			BraintrustSpanProcessor processor = braintrustExport.processor();
			return (traceId, spanId) -> processor.isFeedbackPossible(traceId, spanId)
					? braintrustFeedbackTokens.issue(traceId, spanId) : null;
		}

	}

	/** Shown on {@code /actuator/braintrust}. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.boot.actuate.endpoint.annotation.Endpoint")
	static final class OutboxSectionConfiguration {

		@Bean
		EndpointSection braintrustOutboxSection(ObjectProvider<Outbox> braintrustOutbox, GenAiFeedback genAiFeedback) {
			return new EndpointSection("outbox", () -> section(braintrustOutbox.getIfAvailable(), genAiFeedback));
		}

		private static Map<String, Object> section(@Nullable Outbox outbox, GenAiFeedback feedback) {
			Map<String, Object> section = new LinkedHashMap<>();
			section.put("feedback", Map.of("accepted", feedback.accepted(), "refusedTokens", feedback.refused()));
			if (outbox != null) {
				section.putAll(outbox.status().shown());
			}
			return section;
		}

	}

	/** Meters. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	static final class FeedbackMetricsConfiguration {

		@Bean
		@ConditionalOnMissingBean
		FeedbackMetrics braintrustFeedbackMetrics(GenAiFeedback genAiFeedback,
				ObjectProvider<Outbox> braintrustOutbox) {
			return new FeedbackMetrics(genAiFeedback, braintrustOutbox.getIfAvailable());
		}

	}

}
