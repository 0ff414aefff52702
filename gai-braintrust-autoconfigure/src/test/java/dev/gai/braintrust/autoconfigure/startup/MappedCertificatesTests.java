package dev.gai.braintrust.autoconfigure.startup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import dev.gai.braintrust.testing.Certificates;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MappedCertificates}.
 */
@Tag("thorough")
class MappedCertificatesTests {

	private static final String BUNDLE = "spring.ssl.bundle.pem.opentelemetry-tracing.";

	@TempDir
	private static Path folder;

	@Test
	void areUsableWhereEachFileHoldsWhatItShould() throws Exception {
		Certificates certificates = Certificates.in(folder);

		assertThat(MappedCertificates.areUsable(Map.of(BUNDLE + "truststore.certificate",
				file(certificates.certificate("authority")), BUNDLE + "keystore.certificate",
				file(certificates.certificate("client")), BUNDLE + "keystore.private-key",
				file(certificates.key("client")), "management.tracing.sampling.probability", "1.0")))
			.isTrue();
		assertThat(MappedCertificates
			.areUsable(Map.of(BUNDLE + "truststore.certificate", file(certificates.key("client"))))).isFalse();
		assertThat(
				MappedCertificates.areUsable(Map.of(BUNDLE + "keystore.private-key", file(certificates.key("client")))))
			.as("a key without a certificate")
			.isFalse();
	}

	@Test
	void areNotUsableWhereAFileIsMissingOrIsSomethingElse() throws Exception {
		Path text = Files.writeString(folder.resolve("text"), "no certificate");

		assertThat(MappedCertificates.areUsable(Map.of(BUNDLE + "truststore.certificate", file(text)))).isFalse();
		assertThat(MappedCertificates.areUsable(Map.of(BUNDLE + "truststore.certificate", file(folder)))).isFalse();
		assertThat(MappedCertificates
			.areUsable(Map.of(BUNDLE + "truststore.certificate", file(folder.resolve("missing"))))).isFalse();
		assertThat(MappedCertificates.areUsable(Map.of(BUNDLE + "truststore.certificate", "file:\0"))).isFalse();
		assertThat(MappedCertificates.areUsable(
				Map.of(BUNDLE + "keystore.certificate", file(text), BUNDLE + "keystore.private-key", file(text))))
			.isFalse();
	}

	private static String file(Path path) {
		return "file:" + path;
	}

}
