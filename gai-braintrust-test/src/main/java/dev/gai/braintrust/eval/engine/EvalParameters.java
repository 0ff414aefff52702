package dev.gai.braintrust.eval.engine;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.gai.braintrust.eval.pace.EvalParallelism;
import org.junit.platform.engine.ConfigurationParameters;

/**
 * Jupiter's settings, under which cases of an evaluation run at the same time. Classes
 * and methods run one after the other all the same: it is the cases that there are many
 * of.
 *
 * @param given what is set otherwise
 * @param parallel what is set for evaluations
 */
record EvalParameters(ConfigurationParameters given, Map<String, String> parallel) implements ConfigurationParameters {

	private static final String PREFIX = "junit.jupiter.execution.parallel.";

	/**
	 * The settings for evaluations.
	 * @param given what is set otherwise
	 * @return the same, if cases run one after the other
	 */
	static ConfigurationParameters of(ConfigurationParameters given) {
		int parallelism = parallelism();
		if (parallelism == 1) {
			return given;
		}
		// The thread that waits for the cases may not take part.
		String number = Integer.toString(parallelism + 1);
		return new EvalParameters(given,
				Map.of(PREFIX + "enabled", "true", PREFIX + "mode.default", "concurrent",
						PREFIX + "mode.classes.default", "same_thread", PREFIX + "config.strategy", "fixed",
						PREFIX + "config.fixed.parallelism", number, PREFIX + "config.fixed.max-pool-size", number));
	}

	/** What is malformed is said by the evaluation, not to whoever has none. */
	private static int parallelism() {
		try {
			return EvalParallelism.get();
		}
		catch (IllegalArgumentException ex) {
			return 1;
		}
	}

	@Override
	public Optional<String> get(String key) {
		String value = this.parallel.get(key);
		return (value != null) ? Optional.of(value) : this.given.get(key);
	}

	@Override
	public Optional<Boolean> getBoolean(String key) {
		String value = this.parallel.get(key);
		return (value != null) ? Optional.of(Boolean.valueOf(value)) : this.given.getBoolean(key);
	}

	@Override
	public Set<String> keySet() {
		Set<String> keys = new HashSet<>(this.given.keySet());
		keys.addAll(this.parallel.keySet());
		return keys;
	}

}
