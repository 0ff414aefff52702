package dev.gai.braintrust.testing;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

/**
 * A real nginx on the loopback interface that asks for client certificates, speaks HTTP/2
 * and passes requests on. What it found out about the client goes along as
 * {@code X-Client}, the protocol as {@code X-Protocol}.
 */
public final class NginxServer implements AutoCloseable {

	private static final String CONFIGURATION = """
			daemon off;
			worker_processes 1;
			pid %1$s/nginx.pid;
			error_log %1$s/error.log;
			events { worker_connections 64; }
			http {
				access_log off;
				client_body_temp_path %1$s/body;
				proxy_temp_path %1$s/proxy;
				fastcgi_temp_path %1$s/fastcgi;
				uwsgi_temp_path %1$s/uwsgi;
				scgi_temp_path %1$s/scgi;
				server {
					listen 127.0.0.1:%2$d ssl http2;
					ssl_certificate %3$s;
					ssl_certificate_key %4$s;
					ssl_client_certificate %5$s;
					ssl_verify_client on;
					location / {
						proxy_pass %6$s/;
						proxy_set_header X-Client $ssl_client_s_dn;
						proxy_set_header X-Protocol $server_protocol;
					}
				}
			}
			""";

	private final Process process;

	private final int port;

	private NginxServer(Process process, int port) {
		this.process = process;
		this.port = port;
	}

	/**
	 * Whether the program is there.
	 * @return whether it is installed
	 */
	public static boolean isInstalled() {
		return program() != null;
	}

	private static Path program() {
		Stream<String> folders = Stream.concat(
				Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
				Stream.of("/usr/sbin", "/usr/local/sbin"));
		return folders.map((folder) -> Path.of(folder, "nginx")).filter(Files::isExecutable).findFirst().orElse(null);
	}

	public static NginxServer before(String upstream, Certificates certificates, Path folder)
			throws IOException, GeneralSecurityException {
		int port;
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = free.getLocalPort();
		}
		Path file = Files.writeString(folder.resolve("nginx.conf"),
				CONFIGURATION.formatted(folder, port, certificates.certificate("server"), certificates.key("server"),
						certificates.certificate("authority"), upstream));
		List<String> command = List.of(program().toString(), "-p", folder.toString(), "-c", file.toString(), "-e",
				folder.resolve("error.log").toString());
		NginxServer server = new NginxServer(new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(folder.resolve("printed.log").toFile())
			.start(), port);
		Awaitility.await().ignoreExceptions().until(() -> {
			new Socket(InetAddress.getLoopbackAddress(), port).close();
			return true;
		});
		return server;
	}

	public String url() {
		return "https://127.0.0.1:" + this.port;
	}

	@Override
	public void close() throws InterruptedException {
		this.process.destroy();
		this.process.waitFor(10, TimeUnit.SECONDS);
	}

}
