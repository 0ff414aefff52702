package dev.gai.braintrust.error;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import javax.net.ssl.SSLHandshakeException;

import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.timeout.ReadTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Exceptions;
import reactor.netty.http.client.PrematureCloseException;

import org.springframework.ai.retry.NonTransientAiException;
import org.springframework.ai.retry.TransientAiException;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.BeanUtils;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientResponseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class ErrorClassifierTests {

	private final ErrorClassifiers classifiers = new ErrorClassifiers(List.of());

	static Stream<Arguments> exceptions() throws Exception {
		return Stream.of(arguments(new HttpTimeoutException("request timed out"), "timeout", true),
				arguments(new HttpConnectTimeoutException("connect"), "timeout", true),
				arguments(new SocketTimeoutException("Read timed out"), "timeout", true),
				arguments(new TimeoutException(), "timeout", true),
				arguments(new InterruptedIOException("timeout"), "timeout", true),
				arguments(ReadTimeoutException.INSTANCE, "timeout", true),
				arguments(new ConnectTimeoutException("connect"), "timeout", true),
				arguments(new ResourceAccessException("I/O error", new SocketTimeoutException()), "timeout", true),
				arguments(new ResourceAccessException("I/O error", new ConnectException()), "network", true),
				arguments(new ResourceAccessException("I/O error"), "network", true),
				arguments(new ConnectException("Connection refused"), "network", true),
				arguments(new UnknownHostException("api.invalid"), "network", true),
				arguments(new EOFException(), "network", true),
				arguments(new UncheckedIOException(new IOException("stream was reset")), "network", true),
				arguments(prematureClose(), "network", true),
				arguments(new SSLHandshakeException("PKIX path building failed"), "network", false),
				arguments(new InterruptedException(), "cancelled", false),
				arguments(new InterruptedIOException(), "cancelled", false),
				arguments(new IOException("Canceled"), "cancelled", false),
				arguments(new CompletionException(new CancellationException()), "cancelled", false),
				arguments(Exceptions.propagate(new InterruptedException()), "cancelled", false),
				arguments(new TransientAiException("503 - Service Unavailable"), "provider_unavailable", true),
				arguments(new TransientAiException("Something"), "provider_unavailable", true),
				arguments(new NonTransientAiException("Something"), "invalid_request", false),
				arguments(new ContentFilteredException("no"), "safety_blocked", false),
				arguments(new UnsupportedFeatureException("no"), "unsupported", false),
				arguments(new FileNotFoundException("prompt.txt"), "internal", false),
				arguments(new IllegalStateException("A bug"), "internal", false),
				arguments(new OutOfMemoryError(), "internal", false));
	}

	/** Its constructors are its library's own. */
	private static Throwable prematureClose() throws ReflectiveOperationException {
		var constructor = PrematureCloseException.class.getDeclaredConstructor(String.class);
		return BeanUtils.instantiateClass(constructor, "Connection prematurely closed");
	}

	@ParameterizedTest
	@MethodSource("exceptions")
	void classifiesByTypeThroughTheCauseChain(Throwable error, String category, boolean retryable) {
		for (Throwable thrown : List.of(error, new RuntimeException(error),
				new RuntimeException(new Exception(error)))) {
			ErrorClassification actual = this.classifiers.classify(thrown);

			assertThat(actual.category()).hasToString(category);
			assertThat(actual.retryable()).isEqualTo(retryable);
			assertThat(actual.retryAfter()).isNull();
		}
	}

	@Test
	void believesTheAnswerOfTheProviderMoreThanTheTypeAroundIt() {
		Throwable error = new TimeoutException()
			.initCause(HttpServerErrorException.create(org.springframework.http.HttpStatusCode.valueOf(529), "",
					new org.springframework.http.HttpHeaders(), new byte[0], null));

		assertThat(this.classifiers.classify(error).category()).isEqualTo(ErrorCategory.OVERLOADED);
	}

	@Test
	void endsWhereCausesFormACycle() {
		Exception outer = new Exception("outer");
		Exception inner = new Exception("inner", outer);
		outer.initCause(inner);

		assertThat(this.classifiers.classify(outer).category()).isEqualTo(ErrorCategory.INTERNAL);
	}

	@Test
	void endsWhereCausesDoNotEnd() {
		assertThat(this.classifiers.classify(new Endless()).category()).isEqualTo(ErrorCategory.INTERNAL);
		assertThat(this.classifiers.classify(new Broken()).category()).isEqualTo(ErrorCategory.INTERNAL);
	}

	@Test
	void asksTheApplicationsClassifiersFirst() {
		ErrorClassification own = new ErrorClassification(ErrorCategory.OVERLOADED, true, Duration.ofSeconds(3));
		ErrorClassifiers classifiers = new ErrorClassifiers(
				List.of((error) -> null, (error) -> (error instanceof IllegalStateException) ? own : null));

		assertThat(classifiers.classify(new IllegalStateException())).isEqualTo(own);
		assertThat(classifiers.classify(new ConnectException()).category()).isEqualTo(ErrorCategory.NETWORK);
	}

	@Test
	void passesOverAClassifierThatFails() {
		ErrorClassifiers classifiers = new ErrorClassifiers(List.of((error) -> {
			throw new IllegalStateException("The classifier is broken");
		}));

		assertThat(classifiers.classify(new ConnectException()).category()).isEqualTo(ErrorCategory.NETWORK);
	}

	@Test
	void refusesAWaitInThePast() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ErrorClassification(ErrorCategory.TIMEOUT, true, Duration.ofSeconds(-1)));
	}

	@Test
	void hasTheCategoriesOfTheContract() {
		assertThat(ErrorCategory.values()).extracting(ErrorCategory::value)
			.containsExactly("invalid_request", "unauthorized", "forbidden", "not_found", "context_length_exceeded",
					"unsupported", "rate_limited", "overloaded", "quota_exceeded", "safety_blocked", "timeout",
					"network", "provider_unavailable", "cancelled", "tool_failed", "internal");
	}

	@Test
	void hintsAtTheMethodsOfExceptionsThatAreThere() {
		RuntimeHints hints = new RuntimeHints();

		new ErrorRuntimeHints().registerHints(hints, getClass().getClassLoader());

		assertThat(RuntimeHintsPredicates.reflection()
			.onType(RestClientResponseException.class)
			.withMemberCategory(MemberCategory.INVOKE_PUBLIC_METHODS)).accepts(hints);
		assertThat(hints.reflection().typeHints()).noneMatch((hint) -> hint.getType().getName().startsWith("feign."));
	}

	private static final class Endless extends RuntimeException {

		@Override
		public synchronized Throwable getCause() {
			return new Endless();
		}

	}

	private static final class Broken extends RuntimeException {

		@Override
		public synchronized Throwable getCause() {
			throw new IllegalStateException("No cause");
		}

	}

}
