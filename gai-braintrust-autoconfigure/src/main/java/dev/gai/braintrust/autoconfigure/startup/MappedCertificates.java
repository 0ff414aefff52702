package dev.gai.braintrust.autoconfigure.startup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import dev.gai.braintrust.guard.Guard;

import org.springframework.boot.ssl.pem.PemContent;

/**
 * The SSL bundles that Spring Boot makes of {@code OTEL_EXPORTER_OTLP_CERTIFICATE} and
 * its like. One whose files cannot be read stops the start, also where nothing uses it.
 */
final class MappedCertificates {

	private static final String FILE = "file:";

	private static final String KEY = ".keystore.private-key";

	private static final String CERTIFICATE = ".keystore.certificate";

	private MappedCertificates() {
	}

	/**
	 * Whether each bundle can be made.
	 * @param properties the properties that were made of variables
	 * @return {@code true} also if there are no bundles
	 */
	static boolean areUsable(Map<String, Object> properties) {
		return properties.entrySet()
			.stream()
			.allMatch((property) -> isUsable(property.getKey(), String.valueOf(property.getValue()), properties));
	}

	private static boolean isUsable(String name, String value, Map<String, Object> properties) {
		if (!value.startsWith(FILE)) {
			return true;
		}
		if (name.endsWith(KEY) && !properties.containsKey(name.replace(KEY, CERTIFICATE))) {
			return false;
		}
		try {
			PemContent content = PemContent.load(Path.of(value.substring(FILE.length())));
			return name.endsWith(KEY) ? content.getPrivateKey() != null : !content.getCertificates().isEmpty();
		}
		catch (IOException ex) {
			return false;
		}
		catch (RuntimeException ex) {
			Guard.rethrowFatal(ex);
			return false;
		}
	}

}
