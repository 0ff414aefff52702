package dev.gai.braintrust.error;

import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;

/**
 * Says what an error means: for {@code error.category} on the span, for meters, and to
 * decide whether a call is tried again. Beans of this type are asked in their order, and
 * after them the built-in one, which knows the exceptions of Spring's HTTP clients,
 * Spring AI, the SDKs of OpenAI and Anthropic, LangChain4j, the JDK, Reactor and Netty,
 * and the error bodies of providers. Runs on the caller's thread; must be thread-safe and
 * fast.
 *
 * @since 0.1.0
 */
@PublicApi
@FunctionalInterface
public interface ErrorClassifier {

	/**
	 * Classifies an error.
	 * @param error the error as it was thrown; what is wrapped is found through its
	 * causes
	 * @return what it means, {@code null} to leave it to the next classifier; one that
	 * throws is reported once and passed over
	 */
	@Nullable ErrorClassification classify(Throwable error);

	/**
	 * The built-in classifier, for use by a classifier of the application. It knows every
	 * error: {@link ErrorCategory#INTERNAL} is what it does not recognise.
	 * @return the classifier, which never returns {@code null} and never throws
	 */
	static ErrorClassifier builtIn() {
		return BuiltInErrorClassifier.INSTANCE;
	}

}
