package dev.gai.braintrust.autoconfigure.properties;

import java.util.Arrays;
import java.util.List;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.network.Network;
import dev.gai.braintrust.network.Tls;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.util.StringUtils;

/**
 * The way to Braintrust as it is set: the proxy, and the bundle of certificates, which is
 * followed when it is reloaded.
 *
 * @since 0.1.0
 */
public final class BraintrustNetwork {

	private static final String BUNDLE = "gai.braintrust.export.ssl.bundle";

	private BraintrustNetwork() {
	}

	/**
	 * The way that the properties give.
	 * @param properties the properties
	 * @param bundles the bundles of the application, {@code null} if there are none
	 * @return the way
	 * @throws InvalidBraintrustPropertyException if something of it cannot work
	 */
	public static Network of(BraintrustProperties properties, @Nullable SslBundles bundles) {
		String name = properties.export().ssl().bundle();
		if (!StringUtils.hasText(name)) {
			return new Network(properties.export().proxy().proxy(), null);
		}
		if (bundles == null) {
			throw new InvalidBraintrustPropertyException(BUNDLE,
					"names a bundle, but the application has no SSL bundles",
					"Remove the exclusion of Spring Boot's SslAutoConfiguration, or the name.");
		}
		String stripped = name.strip();
		Network network = new Network(properties.export().proxy().proxy(), tls(find(bundles, stripped)));
		bundles.addBundleUpdateHandler(stripped, (renewed) -> renew(network, stripped, renewed));
		return network;
	}

	/**
	 * The way with a bundle that is not named.
	 * @param properties the properties
	 * @param bundle the bundle, which wins over a named one
	 * @return the way
	 * @throws InvalidBraintrustPropertyException if something of it cannot work
	 */
	public static Network of(BraintrustProperties properties, SslBundle bundle) {
		return new Network(properties.export().proxy().proxy(), tls(bundle));
	}

	private static SslBundle find(SslBundles bundles, String name) {
		try {
			return bundles.getBundle(name);
		}
		catch (NoSuchSslBundleException ex) {
			List<String> known = bundles.getBundleNames().stream().sorted().toList();
			throw new InvalidBraintrustPropertyException(BUNDLE, "names a bundle that does not exist",
					"Write the name of a bundle below spring.ssl.bundle"
							+ (known.isEmpty() ? "; there is none yet." : ": " + String.join(", ", known) + "."));
		}
		catch (RuntimeException ex) {
			throw unusable(ex);
		}
	}

	private static Tls tls(SslBundle bundle) {
		try {
			SslOptions options = bundle.getOptions();
			Tls tls = new Tls(bundle.createSslContext(), list(options.getEnabledProtocols()),
					list(options.getCiphers()));
			tls.check();
			return tls;
		}
		catch (RuntimeException ex) {
			throw unusable(ex);
		}
	}

	private static InvalidBraintrustPropertyException unusable(RuntimeException ex) {
		Throwable cause = ex;
		while (cause.getCause() != null && cause.getCause() != cause) {
			cause = cause.getCause();
		}
		return new InvalidBraintrustPropertyException(BUNDLE,
				"names a bundle that cannot be used (" + cause.getClass().getSimpleName() + ": " + cause.getMessage()
						+ ")",
				"Check the files, passwords, protocols and ciphers of the bundle below spring.ssl.bundle.");
	}

	private static @Nullable List<String> list(String @Nullable [] values) {
		return (values != null) ? Arrays.asList(values) : null;
	}

	/**
	 * On the thread that reloads bundles: what cannot be used does not get in the way of
	 * others that use the same bundle.
	 */
	private static void renew(Network network, String name, SslBundle bundle) {
		try {
			network.renew(tls(bundle));
		}
		catch (Throwable ex) {
			Guard.rethrowFatal(ex);
			Guard.report("The reloaded SSL bundle '" + name + "' cannot be used; the one before stays in use", ex);
		}
	}

}
