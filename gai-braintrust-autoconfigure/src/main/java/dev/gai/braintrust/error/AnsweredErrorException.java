package dev.gai.braintrust.error;

import java.io.Serial;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;

/**
 * An error of a provider that came as an answer with a successful status: an
 * {@code error} object, an event of a stream, a {@code finish_reason} that says
 * {@code error}. It is never thrown; spans have it as their error, and
 * {@link ErrorClassifier}s see it. Immutable.
 *
 * @since 0.1.0
 */
@PublicApi
public final class AnsweredErrorException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final int status;

	private final @Nullable String code;

	private final transient @Nullable Map<?, ?> body;

	/**
	 * Creates an exception.
	 * @param code what the provider calls the error, a status or a name
	 * @param message what happened
	 * @param body the error as the provider said it
	 */
	public AnsweredErrorException(@Nullable String code, @Nullable String message, @Nullable Map<?, ?> body) {
		super((message != null) ? message : "The answer is an error" + ((code != null) ? ": " + code : ""));
		this.code = code;
		this.status = status(code);
		this.body = body;
		// It came from the provider, not from the code that read it.
		setStackTrace(new StackTraceElement[0]);
	}

	private static int status(@Nullable String code) {
		return (code != null && code.matches("[45]\\d\\d")) ? Integer.parseInt(code) : 0;
	}

	/**
	 * Returns the provider's code for the error.
	 * @return {@code 429} or {@code overloaded_error}, for example; {@code null} if it
	 * does not say
	 */
	public @Nullable String code() {
		return this.code;
	}

	/**
	 * Whether another one says the same: it is a part of what was answered.
	 */
	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof AnsweredErrorException that && Objects.equals(this.code, that.code)
				&& Objects.equals(getMessage(), that.getMessage());
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.code, getMessage());
	}

	HttpFailure failure() {
		Object said = (this.body != null) ? this.body
				: Map.of("code", (this.code != null) ? this.code.toLowerCase(Locale.ROOT) : "");
		return new HttpFailure(this.status, (name) -> null, said);
	}

}
