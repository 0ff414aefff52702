package dev.gai.braintrust.error;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What the types of exceptions mean, by their names, since most of their libraries are
 * optional. A type counts for its subclasses too, unless they have an entry of their own.
 */
final class ExceptionTypes {

	/** Types that say what happened. */
	private static final Map<String, ErrorCategory> PRECISE = new HashMap<>();

	/** Types that are put around others, and mean something only if those do not. */
	private static final Map<String, ErrorCategory> WRAPPING = new HashMap<>();

	/** Another attempt would end in the same way. */
	private static final List<String> HOPELESS = List.of("javax.net.ssl.SSLHandshakeException",
			"javax.net.ssl.SSLPeerUnverifiedException",
			"io.github.resilience4j.circuitbreaker.CallNotPermittedException", "java.net.MalformedURLException");

	static {
		precise(ErrorCategory.TIMEOUT, "java.net.SocketTimeoutException", "java.net.http.HttpTimeoutException",
				"java.util.concurrent.TimeoutException",
				"org.springframework.web.context.request.async.AsyncRequestTimeoutException",
				"io.netty.handler.timeout.TimeoutException", "io.netty.channel.ConnectTimeoutException",
				"io.netty.handler.ssl.SslHandshakeTimeoutException", "dev.langchain4j.exception.TimeoutException",
				"org.apache.hc.client5.http.ConnectTimeoutException",
				"kotlinx.coroutines.TimeoutCancellationException");
		precise(ErrorCategory.CANCELLED, "java.util.concurrent.CancellationException", "java.lang.InterruptedException",
				"java.nio.channels.ClosedByInterruptException", "java.io.InterruptedIOException");
		precise(ErrorCategory.FORBIDDEN, "org.springframework.security.access.AccessDeniedException");
		precise(ErrorCategory.UNAUTHORIZED, "org.springframework.security.core.AuthenticationException");
		precise(ErrorCategory.NETWORK, "java.net.SocketException", "java.net.UnknownHostException",
				"java.net.ProtocolException", "java.nio.channels.ClosedChannelException",
				"java.nio.channels.UnresolvedAddressException", "java.io.EOFException", "javax.net.ssl.SSLException",
				"reactor.netty.http.client.PrematureCloseException", "reactor.netty.channel.AbortedException",
				"io.netty.channel.unix.Errors$NativeIoException", "okhttp3.internal.http2.StreamResetException",
				"okhttp3.internal.http2.ConnectionShutdownException",
				"org.apache.hc.core5.http.NoHttpResponseException",
				"org.apache.hc.core5.http.ConnectionClosedException",
				"dev.langchain4j.exception.UnresolvedModelServerException");
		precise(ErrorCategory.UNAUTHORIZED, "dev.langchain4j.exception.AuthenticationException");
		precise(ErrorCategory.RATE_LIMITED, "dev.langchain4j.exception.RateLimitException",
				"io.github.resilience4j.ratelimiter.RequestNotPermitted");
		precise(ErrorCategory.NOT_FOUND, "dev.langchain4j.exception.ModelNotFoundException");
		precise(ErrorCategory.SAFETY_BLOCKED, "dev.langchain4j.exception.ContentFilteredException");
		precise(ErrorCategory.UNSUPPORTED, "dev.langchain4j.exception.UnsupportedFeatureException");
		precise(ErrorCategory.OVERLOADED, "io.github.resilience4j.bulkhead.BulkheadFullException",
				"org.springframework.resilience.InvocationRejectedException");
		precise(ErrorCategory.PROVIDER_UNAVAILABLE, "dev.langchain4j.exception.InternalServerException",
				"io.github.resilience4j.circuitbreaker.CallNotPermittedException");
		precise(ErrorCategory.INVALID_REQUEST, "dev.langchain4j.exception.InvalidRequestException");
		wrapping(ErrorCategory.NETWORK, "org.springframework.web.client.ResourceAccessException",
				"org.springframework.web.reactive.function.client.WebClientRequestException",
				"com.openai.errors.OpenAIIoException", "com.openai.errors.OpenAIRetryableException",
				"com.anthropic.errors.AnthropicIoException", "com.anthropic.errors.AnthropicRetryableException");
		wrapping(ErrorCategory.PROVIDER_UNAVAILABLE, "org.springframework.ai.retry.TransientAiException",
				"dev.langchain4j.exception.RetriableException");
		wrapping(ErrorCategory.INVALID_REQUEST, "org.springframework.ai.retry.NonTransientAiException",
				"dev.langchain4j.exception.NonRetriableException");
		wrapping(ErrorCategory.TOOL_FAILED, "org.springframework.ai.tool.execution.ToolExecutionException",
				"dev.langchain4j.exception.ToolExecutionException", "dev.langchain4j.exception.ToolArgumentsException");
	}

	private ExceptionTypes() {
	}

	static @Nullable ErrorClassification precise(Throwable error) {
		if (error instanceof ErrorCategoryCarrier carrier) {
			return ErrorClassification.of(carrier.errorCategory());
		}
		if (Guardrails.isRefusal(error)) {
			return ErrorClassification.of(ErrorCategory.SAFETY_BLOCKED);
		}
		if (isOkHttpTimeout(error)) {
			return ErrorClassification.of(ErrorCategory.TIMEOUT);
		}
		if (isIo(error) && "Canceled".equals(error.getMessage())) {
			return ErrorClassification.of(ErrorCategory.CANCELLED);
		}
		return find(PRECISE, error);
	}

	static @Nullable ErrorClassification wrapping(Throwable error) {
		return isIo(error) ? ErrorClassification.of(ErrorCategory.NETWORK) : find(WRAPPING, error);
	}

	/**
	 * OkHttp, which the SDKs use, throws plain exceptions for what its callers do, and
	 * the JDK's client for what goes wrong in a connection.
	 */
	private static boolean isIo(Throwable error) {
		return error.getClass() == java.io.IOException.class;
	}

	private static boolean isOkHttpTimeout(Throwable error) {
		return error.getClass() == java.io.InterruptedIOException.class && "timeout".equals(error.getMessage());
	}

	private static @Nullable ErrorClassification find(Map<String, ErrorCategory> known, Throwable error) {
		boolean hopeless = false;
		for (Class<?> type = error.getClass(); type != null && type != Throwable.class; type = type.getSuperclass()) {
			hopeless |= HOPELESS.contains(type.getName());
			ErrorCategory category = known.get(type.getName());
			if (category != null) {
				return new ErrorClassification(category, category.isRetryable() && !hopeless, null);
			}
		}
		return null;
	}

	private static void precise(ErrorCategory category, String... types) {
		List.of(types).forEach((type) -> PRECISE.put(type, category));
	}

	private static void wrapping(ErrorCategory category, String... types) {
		List.of(types).forEach((type) -> WRAPPING.put(type, category));
	}

}
