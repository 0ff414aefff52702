package dev.gai.braintrust.error;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Classifies by the answer of the provider where the exception carries one, and by the
 * types of the exceptions where it does not.
 */
final class BuiltInErrorClassifier implements ErrorClassifier {

	static final BuiltInErrorClassifier INSTANCE = new BuiltInErrorClassifier(Clock.systemUTC());

	private final RequestedWait requestedWait;

	BuiltInErrorClassifier(Clock clock) {
		this.requestedWait = new RequestedWait(clock);
	}

	@Override
	public ErrorClassification classify(Throwable error) {
		List<Throwable> chain = CauseChain.of(error);
		ErrorClassification found = first(chain, this::byAnswer);
		found = (found != null) ? found : first(chain, ExceptionTypes::precise);
		found = (found != null) ? found : first(chain, ExceptionTypes::wrapping);
		return (found != null) ? found : ErrorClassification.of(ErrorCategory.INTERNAL);
	}

	private static @Nullable ErrorClassification first(List<Throwable> chain,
			Function<Throwable, @Nullable ErrorClassification> classifying) {
		return chain.stream().map(classifying).filter(Objects::nonNull).findFirst().orElse(null);
	}

	private @Nullable ErrorClassification byAnswer(Throwable error) {
		HttpFailure failure = HttpFailures.in(AnsweredFailures.behind(error));
		if (failure == null) {
			return null;
		}
		ErrorBody body = ErrorBody.of(failure.body());
		// An error within a stream comes after a status that said OK.
		int status = (failure.status() >= 400) ? failure.status() : body.status();
		ErrorCategory category = category(status, body);
		if (category == null) {
			return null;
		}
		boolean retryable = isRetryable(category, failure);
		Duration wait = retryable ? this.requestedWait.of(failure, body) : null;
		return new ErrorClassification(category, retryable, wait);
	}

	private static @Nullable ErrorCategory category(int status, ErrorBody body) {
		ErrorCategory category = ErrorCodes.precise(body.codes());
		category = (category != null) ? category : ErrorTexts.category(status, body.message());
		if (category == null && status == 413 && ErrorCodes.general(body.codes()) == ErrorCategory.RATE_LIMITED) {
			return ErrorCategory.RATE_LIMITED;
		}
		category = (category != null) ? category : HttpStatuses.category(status);
		return (category != null) ? category : ErrorCodes.general(body.codes());
	}

	/**
	 * OpenAI and Anthropic say in a header whether another attempt may help. A request
	 * that is larger than the limit of a minute (Groq's 413) never will.
	 */
	private static boolean isRetryable(ErrorCategory category, HttpFailure failure) {
		String advice = failure.header("x-should-retry");
		if ("true".equals(advice) || "false".equals(advice)) {
			return "true".equals(advice);
		}
		return category.isRetryable() && failure.status() != 413;
	}

}
