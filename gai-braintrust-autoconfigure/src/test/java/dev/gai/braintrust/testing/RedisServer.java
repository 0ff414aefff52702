package dev.gai.braintrust.testing;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * A real Redis on the loopback interface, without anything on disk.
 */
public final class RedisServer implements AutoCloseable {

	private final int port;

	private final List<LettuceConnectionFactory> connections = new ArrayList<>();

	private Process process;

	private RedisServer(int port) throws IOException {
		this.port = port;
		start();
	}

	/**
	 * Where the program is.
	 * @return whether it is installed
	 */
	public static boolean isInstalled() {
		for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
			if (Path.of(folder, "redis-server").toFile().canExecute()) {
				return true;
			}
		}
		return false;
	}

	public static RedisServer run() throws IOException {
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			int port = free.getLocalPort();
			free.close();
			return new RedisServer(port);
		}
	}

	public void start() throws IOException {
		this.process = new ProcessBuilder("redis-server", "--port", String.valueOf(this.port), "--bind", "127.0.0.1",
				"--save", "", "--appendonly", "no", "--dir", System.getProperty("java.io.tmpdir"))
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		Awaitility.await().ignoreExceptions().until(() -> {
			new Socket(InetAddress.getLoopbackAddress(), this.port).close();
			return true;
		});
	}

	/**
	 * Ends the server as a failure of the machine would.
	 */
	public void kill() throws InterruptedException {
		this.process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
	}

	public int port() {
		return this.port;
	}

	/**
	 * A connection of its own, as another instance of an application has one.
	 * @return the template
	 */
	public StringRedisTemplate template() {
		LettuceConnectionFactory connection = new LettuceConnectionFactory(
				new RedisStandaloneConfiguration("127.0.0.1", this.port),
				LettuceClientConfiguration.builder().commandTimeout(Duration.ofSeconds(2)).build());
		connection.afterPropertiesSet();
		connection.start();
		this.connections.add(connection);
		return new StringRedisTemplate(connection);
	}

	@Override
	public void close() throws InterruptedException {
		this.connections.forEach(LettuceConnectionFactory::destroy);
		kill();
	}

}
