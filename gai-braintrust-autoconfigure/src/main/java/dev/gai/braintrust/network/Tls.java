package dev.gai.braintrust.network;

import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;

/**
 * What is trusted, shown and agreed upon when a TLS connection is made. Names of servers
 * are always checked.
 *
 * @param context the trusted certificates, and the own one if servers ask for it
 * @param protocols the versions of TLS, {@code null} for those of the JDK
 * @param ciphers the cipher suites, {@code null} for those of the JDK
 * @since 0.1.0
 */
public record Tls(SSLContext context, @Nullable List<String> protocols, @Nullable List<String> ciphers) {

	/**
	 * Checks that the JDK knows the protocols and ciphers.
	 * @throws IllegalArgumentException if it does not
	 */
	public void check() {
		this.context.createSSLEngine().setSSLParameters(parameters());
	}

	SSLParameters parameters() {
		SSLParameters parameters = this.context.getDefaultSSLParameters();
		if (this.protocols != null) {
			parameters.setProtocols(this.protocols.toArray(String[]::new));
		}
		if (this.ciphers != null) {
			parameters.setCipherSuites(this.ciphers.toArray(String[]::new));
		}
		return parameters;
	}

}
