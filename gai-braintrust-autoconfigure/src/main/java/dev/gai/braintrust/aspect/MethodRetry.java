package dev.gai.braintrust.aspect;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import dev.gai.braintrust.annotation.LlmRetry;
import dev.gai.braintrust.guard.OnceLog;
import dev.gai.braintrust.retry.LlmRetryPolicy;
import org.jspecify.annotations.Nullable;

import org.springframework.expression.EvaluationContext;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

/**
 * What {@link LlmRetry} says. A value that cannot be used is reported once, and the
 * default counts: a call is not given up for a mistake in an annotation.
 */
final class MethodRetry {

	static final MethodRetry NONE = new MethodRetry(LlmRetryPolicy.NONE, List.of(), "");

	private final LlmRetryPolicy constant;

	/** Those that have to be evaluated for each call. */
	private final List<Setting> dynamic;

	private final String place;

	private final OnceLog log = new OnceLog(MethodRetry.class, 10);

	private MethodRetry(LlmRetryPolicy constant, List<Setting> dynamic, String place) {
		this.constant = constant;
		this.dynamic = dynamic;
		this.place = place;
	}

	/**
	 * Reads an annotation.
	 * @param retry the annotation
	 * @param templates parses templates
	 * @param place where the annotation stands
	 * @return what it says
	 */
	static MethodRetry of(LlmRetry retry, Function<String, Template> templates, String place) {
		if (retry.maxAttempts() <= 1) {
			return NONE;
		}
		List<Setting> settings = List.of(new Setting("delay", templates.apply(retry.delay()), LlmRetryPolicy::delay),
				new Setting("maxDelay", templates.apply(retry.maxDelay()), LlmRetryPolicy::maxDelay),
				new Setting("jitter", templates.apply(retry.jitter()), LlmRetryPolicy::jitter),
				new Setting("timeout", templates.apply(retry.timeout()), LlmRetryPolicy::timeout));
		MethodRetry defaults = new MethodRetry(LlmRetryPolicy.attempts(retry.maxAttempts()), List.of(), place);
		LlmRetryPolicy policy = defaults.with(defaults.constant, "multiplier = " + retry.multiplier(),
				(changed) -> changed.multiplier(retry.multiplier()));
		for (Setting setting : settings) {
			if (!setting.template().isDynamic()) {
				policy = defaults.with(policy, setting, null);
			}
		}
		return new MethodRetry(policy, settings.stream().filter((setting) -> setting.template().isDynamic()).toList(),
				place);
	}

	boolean isEnabled() {
		return this.constant.isEnabled();
	}

	boolean isDynamic() {
		return !this.dynamic.isEmpty();
	}

	int maxAttempts() {
		return this.constant.maxAttempts();
	}

	/**
	 * The policy of one call.
	 * @param context the context, unused by constant templates
	 * @return the policy
	 */
	LlmRetryPolicy policy(@Nullable EvaluationContext context) {
		LlmRetryPolicy policy = this.constant;
		for (Setting setting : this.dynamic) {
			policy = with(policy, setting, context);
		}
		return policy;
	}

	private LlmRetryPolicy with(LlmRetryPolicy policy, Setting setting, @Nullable EvaluationContext context) {
		Object value = setting.template().value(context, this.place);
		return (value != null) ? with(policy, setting.name() + " = \"" + setting.template().source() + '"',
				(changed) -> setting.change().apply(changed, duration(value))) : policy;
	}

	private LlmRetryPolicy with(LlmRetryPolicy policy, String attribute,
			Function<LlmRetryPolicy, LlmRetryPolicy> change) {
		try {
			return change.apply(policy);
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			this.log.warn(attribute,
					() -> "@LlmRetry(" + attribute + ") of " + this.place + " is invalid, so the default is used. "
							+ "Write 500ms, 2s, 1m30s or PT2S for a duration, and at least 1.0 for the multiplier");
			return policy;
		}
	}

	private static Duration duration(Object value) {
		return (value instanceof Duration duration) ? duration
				: DurationFormatterUtils.detectAndParse(value.toString().strip());
	}

	/**
	 * A duration of the annotation.
	 *
	 * @param name name of the attribute
	 * @param template its value
	 * @param change puts it into a policy
	 */
	private record Setting(String name, Template template, PolicyChange change) {

	}

	@FunctionalInterface
	private interface PolicyChange {

		LlmRetryPolicy apply(LlmRetryPolicy policy, Duration duration);

	}

}
