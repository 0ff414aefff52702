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

	/**
	 * A redirect, 404 or the like, or an answer that no OTLP endpoint gives: the address
	 * is not that of a traces endpoint.
	 */
	WRONG_ENDPOINT,

	/** 407: a proxy in between wants a user name and a password. */
	PROXY_AUTHENTICATION,

	/** No complete answer within the timeout. */
	TIMEOUT,

	/** The connection could not be made or broke. */
	NETWORK;

	/**
	 * What a status that is no success means.
	 * @param status the HTTP status
	 * @return why the request failed
	 */
	public static FailureCategory of(int status) {
		return switch (status) {
			case 400, 422 -> REJECTED;
			case 413 -> TOO_LARGE;
			case 401, 403 -> UNAUTHORIZED;
			case 407 -> PROXY_AUTHENTICATION;
			case 429 -> RATE_LIMITED;
			case 408 -> SERVER_ERROR;
			default -> (status >= 500) ? SERVER_ERROR : WRONG_ENDPOINT;
		};
	}

	/**
	 * Whether no number of attempts helps, but a change of settings.
	 * @return whether it is tried again once a minute only
	 */
	boolean isLasting() {
		return this == UNAUTHORIZED || this == WRONG_ENDPOINT || this == PROXY_AUTHENTICATION;
	}

	/**
	 * Whether something in the request is wrong, so that sending it again as it is cannot
	 * help.
	 * @return whether the request was refused
	 */
	public boolean isRefusal() {
		return this == TOO_LARGE || this == REJECTED;
	}

	/**
	 * Name in health.
	 * @return the name in lower case, for example {@code rate_limited}
	 */
	public String key() {
		return name().toLowerCase(Locale.ROOT);
	}

}
