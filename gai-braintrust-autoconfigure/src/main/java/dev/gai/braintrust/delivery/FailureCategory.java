package dev.gai.braintrust.delivery;

import java.util.Locale;

/**
 * Why a request to Braintrust failed.
 *
 * @since 0.1.0
 */
public enum FailureCategory {

	/** 401 or 403: the key is wrong, or may not write to the project. */
	UNAUTHORIZED,

	/** 429: too many requests, or a quota is used up. */
	RATE_LIMITED,

	/** 5xx or 408. */
	SERVER_ERROR,

	/** 413. */
	TOO_LARGE,

	/** 400, or spans that were not stored though the request was. */
	REJECTED,

	/** A redirect, 404 or the like: the address is not that of a traces endpoint. */
	WRONG_ENDPOINT,

	/** No complete answer within the timeout. */
	TIMEOUT,

	/** The connection could not be made or broke. */
	NETWORK;

	/**
	 * Name in health.
	 * @return the name in lower case, for example {@code rate_limited}
	 */
	public String key() {
		return name().toLowerCase(Locale.ROOT);
	}

}
