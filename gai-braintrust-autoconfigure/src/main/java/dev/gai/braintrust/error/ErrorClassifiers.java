package dev.gai.braintrust.error;

import java.util.List;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * All classifiers of an application in their order, the built-in one at the end.
 * Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class ErrorClassifiers {

	private final List<ErrorClassifier> classifiers;

	/**
	 * Creates the classifiers.
	 * @param own those of the application, asked before the built-in one
	 */
	public ErrorClassifiers(List<ErrorClassifier> own) {
		this.classifiers = List.copyOf(own);
	}

	/**
	 * Classifies an error. Never fails.
	 * @param error the error
	 * @return what it means
	 */
	public ErrorClassification classify(Throwable error) {
		for (ErrorClassifier classifier : this.classifiers) {
			ErrorClassification known = ask(classifier, error);
			if (known != null) {
				return known;
			}
		}
		ErrorClassification builtIn = ask(ErrorClassifier.builtIn(), error);
		return (builtIn != null) ? builtIn : ErrorClassification.of(ErrorCategory.INTERNAL);
	}

	private static @Nullable ErrorClassification ask(ErrorClassifier classifier, Throwable error) {
		return Guard.get("An ErrorClassifier failed and is passed over:", classifier, () -> classifier.classify(error));
	}

}
