package dev.gai.braintrust.error;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * An answer of a provider that says no.
 *
 * @param status the status of the answer, 0 if it is not known
 * @param headers finds the first value of a header by its lower-case name
 * @param body the body as text or as a tree of maps and lists, {@code null} if it is not
 * known
 */
record HttpFailure(int status, Function<String, @Nullable String> headers, @Nullable Object body) {

	@Nullable String header(String name) {
		return this.headers.apply(name);
	}

}
