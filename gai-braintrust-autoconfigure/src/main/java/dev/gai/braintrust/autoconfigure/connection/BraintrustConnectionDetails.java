package dev.gai.braintrust.autoconfigure.connection;

import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * The address of Braintrust and the key for it, for applications that get them from
 * somewhere other than properties: a service binding, a secret store, a container that a
 * test starts. A bean of this type wins over {@code gai.braintrust.api-url},
 * {@code gai.braintrust.api-key} and {@code gai.braintrust.export.ssl.bundle}, and spans
 * are exported without a key in the properties. It is asked once, at startup; with a
 * malformed value the application does not start.
 *
 * @since 0.1.0
 */
@PublicApi
public interface BraintrustConnectionDetails extends ConnectionDetails {

	/**
	 * Address of the API, or of another OTLP/HTTP receiver.
	 * @return the address, for example {@code https://api.braintrust.dev}
	 */
	String getApiUrl();

	/**
	 * The API key or service token.
	 * @return the key; never logged and never shown
	 */
	String getApiKey();

	/**
	 * The trusted certificates, and the client certificate if the server asks for one. A
	 * bundle that is returned here is not reloaded.
	 * @return the bundle, {@code null} for the one that is set in properties
	 */
	default @Nullable SslBundle getSslBundle() {
		return null;
	}

}
