package dev.gai.braintrust.autoconfigure;

import java.util.function.Supplier;

import dev.gai.braintrust.autoconfigure.export.ExportEventPublication;
import dev.gai.braintrust.autoconfigure.export.HealthSource;
import dev.gai.braintrust.autoconfigure.properties.BraintrustConnection;
import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.autoconfigure.properties.ShownSettings;
import dev.gai.braintrust.autoconfigure.startup.NoExport;
import dev.gai.braintrust.autoconfigure.startup.TracerCheck;
import dev.gai.braintrust.cost.budget.Budgets;
import dev.gai.braintrust.endpoint.BraintrustEndpoint;
import dev.gai.braintrust.endpoint.EndpointSection;
import dev.gai.braintrust.export.BraintrustExport;
import dev.gai.braintrust.export.VerificationResult;
import dev.gai.braintrust.health.TroubleSource;
import dev.gai.braintrust.trace.Permalinks;
import io.opentelemetry.sdk.resources.Resource;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@code /actuator/braintrust}. It
 * is there also when nothing is exported, and then says why.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = BraintrustExportAutoConfiguration.class)
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnAvailableEndpoint(BraintrustEndpoint.class)
@EnableConfigurationProperties(BraintrustProperties.class)
@Import(BraintrustConnectionConfiguration.class)
public final class BraintrustEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	BraintrustEndpoint braintrustEndpoint(BraintrustProperties properties, Environment environment,
			BraintrustConnection braintrustConnection, ObjectProvider<BraintrustExport> braintrustExport,
			ObjectProvider<TracerCheck> braintrustTracerCheck, ObjectProvider<Resource> resource,
			ObjectProvider<Budgets> braintrustBudgets, ObjectProvider<ExportEventPublication> events,
			ObjectProvider<EndpointSection> sections, ObjectProvider<TroubleSource> troubles) {
		BraintrustExport used = braintrustExport.getIfAvailable();
		return new BraintrustEndpoint(
				HealthSource.health(properties, environment, used, braintrustTracerCheck.getIfAvailable(),
						braintrustBudgets, troubles),
				ShownSettings.of(properties), sections.orderedStream().toList(),
				() -> events.stream().mapToLong(ExportEventPublication::dropped).sum(),
				verification(braintrustConnection, environment, used, resource.getIfUnique()));
	}

	private static Supplier<VerificationResult> verification(BraintrustConnection connection, Environment environment,
			@Nullable BraintrustExport export, @Nullable Resource resource) {
		if (export == null) {
			VerificationResult reason = VerificationResult.notSent(NoExport.explanation(environment));
			return () -> reason;
		}
		Permalinks permalinks = connection.permalinks();
		return export.verification(permalinks, (resource != null) ? resource : Resource.getDefault());
	}

}
