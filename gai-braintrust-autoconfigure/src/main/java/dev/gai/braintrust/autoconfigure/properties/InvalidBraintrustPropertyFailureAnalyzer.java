package dev.gai.braintrust.autoconfigure.properties;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Says which property is wrong, where it was set and what to write instead.
 */
final class InvalidBraintrustPropertyFailureAnalyzer
		extends AbstractFailureAnalyzer<InvalidBraintrustPropertyException> {

	private final Environment environment;

	InvalidBraintrustPropertyFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidBraintrustPropertyException cause) {
		String origin = PropertyOrigin.of(this.environment, cause.property());
		if (origin != null && !PropertyOrigin.isUsed(this.environment, cause.property())) {
			return new FailureAnalysis(cause.getMessage() + ": a list is taken from one place as a whole, so that what "
					+ "is set in " + origin + " does not count.", cause.action(), cause);
		}
		String value = ShownValue.of(this.environment, cause.property());
		return new FailureAnalysis(cause.getMessage() + ((value != null) ? ": the value is \"" + value + "\"" : "")
				+ ((origin != null) ? ", set in " + origin : "") + ".", cause.action(), cause);
	}

}
