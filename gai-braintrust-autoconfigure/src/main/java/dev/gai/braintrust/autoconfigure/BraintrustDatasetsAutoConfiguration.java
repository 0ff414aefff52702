package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.api.BraintrustApi;
import dev.gai.braintrust.api.ProjectReference;
import dev.gai.braintrust.autoconfigure.condition.ConditionalOnBraintrustExport;
import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.content.ContentMasker;
import dev.gai.braintrust.dataset.BraintrustDatasets;
import dev.gai.braintrust.dataset.DatasetChannel;
import dev.gai.braintrust.outbox.Outbox;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for datasets.
 * {@link BraintrustDatasets} is always there; where spans are not sent, rows that are
 * added are ignored.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = BraintrustFeedbackAutoConfiguration.class)
@EnableConfigurationProperties(BraintrustProperties.class)
public final class BraintrustDatasetsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	BraintrustDatasets braintrustDatasets(BraintrustProperties properties, ObjectProvider<BraintrustApi> braintrustApi,
			ObjectProvider<ProjectReference> braintrustProject, ObjectProvider<Outbox> braintrustOutbox,
			ObjectProvider<ContentMasker> maskers, ObjectProvider<JsonMapper> mappers) {
		return new BraintrustDatasets(braintrustApi.getIfAvailable(), braintrustProject.getIfAvailable(),
				braintrustOutbox.getIfAvailable(),
				BraintrustFeedbackAutoConfiguration.content(properties, maskers, mappers));
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBraintrustExport
	DatasetChannel braintrustDatasetChannel(BraintrustApi braintrustApi, ProjectReference braintrustProject) {
		return new DatasetChannel(braintrustApi, braintrustProject);
	}

}
