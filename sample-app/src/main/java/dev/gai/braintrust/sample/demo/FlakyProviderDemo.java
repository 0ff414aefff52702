package dev.gai.braintrust.sample.demo;

import dev.gai.braintrust.sample.assistant.FactChecker;
import dev.gai.braintrust.sample.assistant.Rephraser;
import dev.gai.braintrust.sample.llm.Answer;
import dev.gai.braintrust.sample.setup.Setup;

import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpServerErrorException;

/**
 * Two more parts of the demo: a provider that fails twice and recovers, and one that does
 * not. Only the scripted model fails on demand, so that with a real one they are left
 * out.
 */
@Component
class FlakyProviderDemo {

	static final String RECOVERED = "flaky provider";

	static final String EXHAUSTED = "overloaded provider";

	private static final String TEXT = "The answer came with the third attempt.";

	private final Setup setup;

	private final Rephraser rephraser;

	private final FactChecker factChecker;

	FlakyProviderDemo(Setup setup, Rephraser rephraser, FactChecker factChecker) {
		this.setup = setup;
		this.rephraser = rephraser;
		this.factChecker = factChecker;
	}

	void tell(Story story) {
		if (this.setup.scriptedLlm()) {
			story.part(RECOVERED, TEXT, (span) -> new Answer(this.rephraser.rephrase(TEXT)).text());
			story.part(EXHAUSTED, TEXT, (span) -> check());
		}
	}

	private String check() {
		try {
			return new Answer(this.factChecker.check(TEXT)).text();
		}
		catch (HttpServerErrorException ex) {
			return "Given up: the provider answered " + ex.getStatusCode().value();
		}
	}

}
