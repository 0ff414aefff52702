package dev.gai.braintrust.response.ending;

import java.util.Map;

/**
 * Names of errors that some providers tell by a number.
 */
final class ErrorNumbers {

	/** Of Baidu (error_code), of iFlytek's Spark (header.code) and of SiliconFlow. */
	private static final Map<Long, String> NAMES = Map.ofEntries(Map.entry(4L, "rate_limit_exceeded"),
			Map.entry(18L, "rate_limit_exceeded"), Map.entry(336501L, "rate_limit_exceeded"),
			Map.entry(336502L, "rate_limit_exceeded"), Map.entry(17L, "insufficient_quota"),
			Map.entry(19L, "insufficient_quota"), Map.entry(6L, "permission_denied"),
			Map.entry(110L, "invalid_api_key"), Map.entry(111L, "invalid_api_key"),
			Map.entry(336100L, "overloaded_error"), Map.entry(10013L, "content_filter"),
			Map.entry(10014L, "content_filter"), Map.entry(10907L, "context_length_exceeded"),
			Map.entry(11200L, "insufficient_quota"), Map.entry(11202L, "rate_limit_exceeded"),
			Map.entry(11203L, "rate_limit_exceeded"), Map.entry(20012L, "model_not_found"),
			Map.entry(30001L, "insufficient_quota"), Map.entry(50505L, "overloaded_error"),
			Map.entry(50603L, "overloaded_error"), Map.entry(50604L, "rate_limit_exceeded"));

	/** Smaller numbers are those of HTTP, or of an application. */
	private static final long LAST_OF_HTTP = 599;

	private ErrorNumbers() {
	}

	/**
	 * The name of an error.
	 * @param number the number that the provider says
	 * @return the name, or the number where it has none
	 */
	static String named(Long number) {
		return NAMES.getOrDefault(number, number.toString());
	}

	/**
	 * Whether a number is likely to be that of a provider and of nobody else.
	 * @param number the number
	 * @return whether it is
	 */
	static boolean isOwn(Long number) {
		return number > LAST_OF_HTTP && NAMES.containsKey(number);
	}

}
