package dev.gai.braintrust.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

/**
 * A real nginx on the loopback interface, of Debian's package {@code nginx-light}.
 */
public final class Nginx implements AutoCloseable {

	private static final Path PROGRAM = Path.of("/usr/sbin/nginx");

	private final Path folder;

	private final int port;

	private Process process;

	private Nginx(Path folder, int port) throws IOException {
		this.folder = folder;
		this.port = port;
		start();
	}

	public static boolean isInstalled() {
		return Files.isExecutable(PROGRAM);
	}

	/**
	 * Runs a server.
	 * @param folder where its files are
	 * @param port where it listens, as the configuration says
	 * @param configuration what is within {@code http}
	 * @return the running server
	 */
	public static Nginx run(Path folder, int port, String configuration) throws IOException {
		Files.createDirectories(folder);
		Files.writeString(folder.resolve("nginx.conf"), """
				daemon off;
				worker_processes 1;
				pid %1$s/pid;
				error_log %1$s/error.log;
				events { worker_connections 256; }
				http {
				  access_log off;
				  client_body_temp_path %1$s/body;
				  proxy_temp_path %1$s/proxy;
				  fastcgi_temp_path %1$s/fastcgi;
				  uwsgi_temp_path %1$s/uwsgi;
				  scgi_temp_path %1$s/scgi;
				  %2$s
				}
				""".formatted(folder, configuration));
		return new Nginx(folder, port);
	}

	public static int freePort() throws IOException {
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return free.getLocalPort();
		}
	}

	public void start() throws IOException {
		this.process = new ProcessBuilder(PROGRAM.toString(), "-p", this.folder.toString(), "-c",
				this.folder.resolve("nginx.conf").toString(), "-e", this.folder.resolve("error.log").toString(), "-g",
				"user root;")
			.redirectErrorStream(true)
			.redirectOutput(this.folder.resolve("output").toFile())
			.start();
		Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
			if (!this.process.isAlive()) {
				throw new AssertionError(Files.readString(this.folder.resolve("output")));
			}
			new Socket(InetAddress.getLoopbackAddress(), this.port).close();
			return true;
		});
	}

	/**
	 * Ends it and its worker.
	 */
	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
