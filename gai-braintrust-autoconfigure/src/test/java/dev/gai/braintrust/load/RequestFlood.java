package dev.gai.braintrust.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * One request over and over, evenly, on few connections that are kept, where what is due
 * goes out at once (HTTP pipelining): the client takes next to nothing of the processors
 * that the application needs.
 */
final class RequestFlood {

	private static final int CONNECTIONS = 8;

	/** Tomcat closes a connection after as many. */
	private static final int MOST_ON_A_CONNECTION = 100;

	private static final int MOST_AT_ONCE = 25;

	private static final int TIMEOUT_MILLIS = 30_000;

	private final int port;

	private final byte[] request;

	private final Map<Integer, Integer> answers = new TreeMap<>();

	private long slowest;

	/**
	 * A flood of one request.
	 * @param port where to
	 * @param path path of the request
	 * @param body its JSON
	 */
	RequestFlood(int port, String path, String body) {
		this.port = port;
		byte[] content = body.getBytes(StandardCharsets.UTF_8);
		byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
				+ "\r\nContent-Type: application/json\r\nContent-Length: " + content.length + "\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII);
		this.request = new byte[head.length + content.length];
		System.arraycopy(head, 0, this.request, 0, head.length);
		System.arraycopy(content, 0, this.request, head.length, content.length);
	}

	/**
	 * Sends, and waits for the last answer.
	 * @param requests how many
	 * @param perSecond how many a second
	 * @param meanwhile what is done each second
	 * @return how many answers there were, by status; 0 for those that did not come
	 */
	Map<Integer, Integer> send(int requests, int perSecond, Runnable meanwhile) throws InterruptedException {
		CountDownLatch running = new CountDownLatch(CONNECTIONS);
		long start = System.nanoTime();
		long gap = 1_000_000_000L / perSecond;
		for (int connection = 0; connection < CONNECTIONS; connection++) {
			int first = connection;
			Thread thread = new Thread(() -> {
				try {
					send(first, requests, start, gap);
				}
				finally {
					running.countDown();
				}
			}, "flood-" + connection);
			thread.setDaemon(true);
			thread.start();
		}
		while (!running.await(1, java.util.concurrent.TimeUnit.SECONDS)) {
			meanwhile.run();
		}
		synchronized (this) {
			return Map.copyOf(this.answers);
		}
	}

	/** The longest that one write and its answers took, in nanoseconds. */
	synchronized long slowest() {
		return this.slowest;
	}

	private void send(int first, int requests, long start, long gap) {
		int next = first;
		while (next < requests) {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
				socket.setTcpNoDelay(true);
				socket.setSoTimeout(TIMEOUT_MILLIS);
				next = send(socket, next, requests, start, gap);
			}
			catch (IOException ex) {
				count(0, 1);
				next += CONNECTIONS;
			}
		}
	}

	private int send(Socket socket, int from, int requests, long start, long gap) throws IOException {
		InputStream answers = new BufferedInputStream(socket.getInputStream());
		int next = from;
		int left = MOST_ON_A_CONNECTION;
		while (next < requests && left > 0) {
			long wait = start + next * gap - System.nanoTime();
			while (wait > 0) {
				LockSupport.parkNanos(wait);
				wait = start + next * gap - System.nanoTime();
			}
			long now = System.nanoTime();
			int due = 0;
			for (int number = next; number < requests && start + number * gap <= now
					&& due < Math.min(MOST_AT_ONCE, left); number += CONNECTIONS) {
				due++;
			}
			byte[] bytes = new byte[due * this.request.length];
			for (int copy = 0; copy < due; copy++) {
				System.arraycopy(this.request, 0, bytes, copy * this.request.length, this.request.length);
			}
			socket.getOutputStream().write(bytes);
			for (int answer = 0; answer < due; answer++) {
				try {
					count(status(answers), 1);
				}
				catch (IOException ex) {
					count(0, due - answer);
					return next + due * CONNECTIONS;
				}
			}
			took(System.nanoTime() - now);
			next += due * CONNECTIONS;
			left -= due;
		}
		return next;
	}

	private static int status(InputStream answers) throws IOException {
		String line = line(answers);
		int status = Integer.parseInt(line.split(" ")[1]);
		int length = 0;
		for (String header = line(answers); !header.isEmpty(); header = line(answers)) {
			if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
				length = Integer.parseInt(header.substring("content-length:".length()).strip());
			}
		}
		answers.skipNBytes(length);
		return status;
	}

	private static String line(InputStream answers) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int each = answers.read(); each != '\n'; each = answers.read()) {
			if (each < 0) {
				throw new EOFException();
			}
			line.append((char) each);
		}
		return line.toString().strip();
	}

	private synchronized void count(int status, int number) {
		this.answers.merge(status, number, Integer::sum);
	}

	private synchronized void took(long nanos) {
		this.slowest = Math.max(this.slowest, nanos);
	}

}
