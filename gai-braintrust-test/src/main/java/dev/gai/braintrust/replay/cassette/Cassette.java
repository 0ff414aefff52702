package dev.gai.braintrust.replay.cassette;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * An exchange as it stands in a file.
 *
 * @param occurrence the how manieth of its test that asked the same, from 2, {@code null}
 * for the first
 * @param request what was asked
 * @param response what was answered
 * @param test the test that asked, {@code null} if it was none, or cannot be known
 * @since 0.1.0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Cassette(@Nullable Integer occurrence, CassetteRequest request, CassetteResponse response,
		@Nullable String test) {

	/**
	 * Creates an exchange.
	 * @param occurrence the how manieth of its test that asked the same, from 2,
	 * {@code null} for the first
	 * @param request what was asked
	 * @param response what was answered
	 * @param test the test that asked, {@code null} if it was none, or cannot be known
	 * @throws IllegalArgumentException if it says too little, or too much
	 */
	@SuppressWarnings("ConstantValue") // a file may leave out what it must have
	public Cassette {
		Wrong.when(request == null, "'request' is missing");
		Wrong.when(response == null, "'response' is missing");
		Wrong.when(occurrence != null && occurrence < 1, "'occurrence' counts from 1");
	}

	int order() {
		return (this.occurrence != null) ? this.occurrence : 1;
	}

}
