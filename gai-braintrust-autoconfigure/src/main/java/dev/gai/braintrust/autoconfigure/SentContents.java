package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.content.ContentMasker;
import dev.gai.braintrust.content.SentContent;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;

/**
 * How values are masked and cut that are sent beside spans, for what is no bean of the
 * application, such as the reports of evals.
 *
 * @since 0.1.0
 */
public final class SentContents {

	private SentContents() {
	}

	/**
	 * The way of values.
	 * @param properties what is set
	 * @param maskers the application's maskers
	 * @param mappers how the application writes JSON
	 * @return the way
	 */
	public static SentContent of(BraintrustProperties properties, ObjectProvider<ContentMasker> maskers,
			ObjectProvider<JsonMapper> mappers) {
		return BraintrustFeedbackAutoConfiguration.content(properties, maskers, mappers);
	}

}
