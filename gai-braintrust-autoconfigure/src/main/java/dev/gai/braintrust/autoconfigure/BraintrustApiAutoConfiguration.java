package dev.gai.braintrust.autoconfigure;

import java.util.Objects;

import dev.gai.braintrust.api.ApiSettings;
import dev.gai.braintrust.api.BraintrustApi;
import dev.gai.braintrust.api.ProjectReference;
import dev.gai.braintrust.autoconfigure.condition.ConditionalOnBraintrustExport;
import dev.gai.braintrust.autoconfigure.properties.BraintrustConnection;
import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.autoconfigure.startup.LibraryVersion;
import dev.gai.braintrust.content.ContentMasker;
import dev.gai.braintrust.content.ContentMasking;
import dev.gai.braintrust.delivery.Destination;
import dev.gai.braintrust.network.Network;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for Braintrust's REST API, which
 * prompts, datasets, feedback and experiments use. It is there where spans are exported,
 * and opens nothing before it is needed.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = BraintrustAutoConfiguration.class)
@ConditionalOnBraintrustExport
@EnableConfigurationProperties(BraintrustProperties.class)
@Import(BraintrustConnectionConfiguration.class)
public final class BraintrustApiAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	BraintrustApi braintrustApi(BraintrustProperties properties, BraintrustConnection braintrustConnection,
			Network braintrustNetwork, ObjectProvider<ContentMasker> maskers) {
		ContentMasking masking = BraintrustExportAutoConfiguration.masking(properties, maskers);
		String authorization = Objects.requireNonNull(braintrustConnection.destination().authorization());
		return new BraintrustApi(new ApiSettings(braintrustConnection.apiUrl(), authorization,
				"gai-braintrust-spring-boot-starter/" + LibraryVersion.get(), properties.export().timeout(),
				braintrustNetwork, (text) -> masking.maskText("error", text)));
	}

	@Bean
	@ConditionalOnMissingBean
	ProjectReference braintrustProject(BraintrustApi braintrustApi, BraintrustProperties properties,
			BraintrustConnection braintrustConnection) {
		Destination destination = braintrustConnection.destination();
		return new ProjectReference(braintrustApi, destination.parent(), properties.projectId());
	}

}
