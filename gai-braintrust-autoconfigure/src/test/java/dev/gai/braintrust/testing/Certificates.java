package dev.gai.braintrust.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;

/**
 * Certificates that are valid for a day, made by the JDK's keytool: an authority, and
 * below it those of a server on the loopback interface and of two clients. Made once for
 * all suites, since each takes a process.
 */
public final class Certificates {

	public static final String HOST = "api.braintrust.test";

	private static final String PASSWORD = "changeit";

	private static @Nullable KeyStore made;

	private final Path folder;

	private final KeyStore all;

	private Certificates(Path folder, KeyStore all) {
		this.folder = folder;
		this.all = all;
	}

	private static KeyStore make(Path file) throws IOException, GeneralSecurityException, InterruptedException {
		make(file, "authority", "-ext", "bc:c", "-ext", "ku:c=keyCertSign");
		make(file, "server", "-signer", "authority", "-ext", "san=dns:localhost,dns:" + HOST + ",ip:127.0.0.1");
		make(file, "client", "-signer", "authority");
		make(file, "renewed", "-signer", "authority");
		return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
	}

	/**
	 * The certificates, whose files are written to a folder.
	 * @param folder the folder
	 * @return the certificates
	 */
	public static synchronized Certificates in(Path folder)
			throws IOException, GeneralSecurityException, InterruptedException {
		made = (made != null) ? made : make(folder.resolve("all.p12"));
		return new Certificates(folder, made);
	}

	private static void make(Path file, String alias, String... more) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin/keytool").toString(), "-J-XX:TieredStopAtLevel=1",
						// Ten thousand each otherwise, for each time that a key is read.
						"-J-Dkeystore.pkcs12.keyPbeIterationCount=1", "-J-Dkeystore.pkcs12.certPbeIterationCount=1",
						"-J-Dkeystore.pkcs12.macIterationCount=1", "-genkeypair", "-alias", alias, "-dname",
						"CN=" + alias, "-keyalg", "EC", "-validity", "1", "-storetype", "PKCS12", "-keystore",
						file.toString(), "-storepass", PASSWORD));
		command.addAll(List.of(more));
		Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
		try (InputStream printed = keytool.getInputStream()) {
			String text = new String(printed.readAllBytes());
			if (keytool.waitFor() != 0) {
				throw new IOException(text);
			}
		}
	}

	/**
	 * A file with a certificate as PEM.
	 * @param alias whose
	 * @return the file
	 */
	public Path certificate(String alias) throws IOException, GeneralSecurityException {
		Certificate[] chain = this.all.getCertificateChain(alias);
		StringBuilder pem = new StringBuilder();
		for (Certificate certificate : chain) {
			pem.append(pem("CERTIFICATE", certificate.getEncoded()));
		}
		return Files.writeString(this.folder.resolve(alias + ".pem"), pem);
	}

	/**
	 * A file with a private key as PEM.
	 * @param alias whose
	 * @return the file
	 */
	public Path key(String alias) throws IOException, GeneralSecurityException {
		Key key = this.all.getKey(alias, PASSWORD.toCharArray());
		return Files.writeString(this.folder.resolve(alias + ".key"), pem("PRIVATE KEY", key.getEncoded()));
	}

	private static String pem(String type, byte[] encoded) {
		return "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(encoded)
				+ "\n-----END " + type + "-----\n";
	}

	/**
	 * Properties of an SSL bundle.
	 * @param name name of the bundle
	 * @param trusted who is trusted
	 * @param own whose certificate is shown, if any
	 * @return the properties
	 */
	public String[] bundle(String name, Path trusted, String... own) throws IOException, GeneralSecurityException {
		String prefix = "spring.ssl.bundle.pem." + name + ".";
		Stream<String> shown = (own.length == 0) ? Stream.empty()
				: Stream.of(prefix + "keystore.certificate=file:" + certificate(own[0]),
						prefix + "keystore.private-key=file:" + key(own[0]));
		return Stream.concat(Stream.of(prefix + "truststore.certificate=file:" + trusted), shown)
			.toArray(String[]::new);
	}

	/**
	 * What a server of the JDK uses.
	 * @return a context with the certificate of the server, which trusts the authority
	 */
	public SSLContext server() throws IOException, GeneralSecurityException {
		KeyStore own = KeyStore.getInstance("JKS");
		own.load(null, null);
		own.setKeyEntry("server", this.all.getKey("server", PASSWORD.toCharArray()), PASSWORD.toCharArray(),
				this.all.getCertificateChain("server"));
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(own, PASSWORD.toCharArray());
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, null);
		trusted.setCertificateEntry("authority", this.all.getCertificate("authority"));
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(trusted);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
		return context;
	}

}
