package dev.gai.braintrust.autoconfigure.properties;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A list is not merged of several places, and messages do not say that it is.
 */
class ReplacedListsTests {

	private static final String NAME = "gai.braintrust.cost.budgets[0].name";

	private final StandardEnvironment environment = new StandardEnvironment();

	ReplacedListsTests() {
		this.environment.getPropertySources()
			.addLast(new MapPropertySource("file", Map.of(NAME, "demo", "gai.braintrust.sampling.ratio", "2",
					"gai.braintrust.cost.budgets[0].limit-usd", 1)));
	}

	@Test
	void saysThatAListOfAnotherPlaceDoesNotCount() {
		this.environment.getPropertySources()
			.addFirst(new MapPropertySource("arguments", Map.of("gai.braintrust.cost.budgets[0].limit-usd", 5)));

		assertThat(description(NAME, "is not set")).isEqualTo("Property '" + NAME
				+ "' is not set: a list is taken from one place as a whole, so that what is set in \"" + NAME
				+ "\" from property source \"file\" does not count.");
	}

	@Test
	void saysTheValueWhereItCounts() {
		assertThat(description(NAME, "is odd")).contains("the value is \"demo\", set in");
		assertThat(description("gai.braintrust.sampling.ratio", "is odd")).contains("the value is \"2\", set in");
		assertThat(description("gai.braintrust.parent", "is odd")).endsWith("is odd.");
		assertThat(description("gai.braintrust.sampling.rules[0].name", "is not set")).endsWith("is not set.");
	}

	private String description(String property, String problem) {
		InvalidBraintrustPropertyException failure = new InvalidBraintrustPropertyException(property, problem, "Write");
		return new InvalidBraintrustPropertyFailureAnalyzer(this.environment).analyze(failure, failure)
			.getDescription();
	}

}
