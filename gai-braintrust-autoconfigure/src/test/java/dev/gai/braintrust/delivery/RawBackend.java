package dev.gai.braintrust.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A backend that misbehaves as no server library would. Each connection is served by the
 * next of the behaviours, the last one for all that follow.
 */
final class RawBackend implements AutoCloseable {

	private final ServerSocket server;

	private final Queue<Behaviour> behaviours = new ConcurrentLinkedQueue<>();

	private final List<Socket> connections = new CopyOnWriteArrayList<>();

	final List<List<String>> received = new CopyOnWriteArrayList<>();

	RawBackend(Behaviour... behaviours) {
		try {
			this.server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.behaviours.addAll(List.of(behaviours));
		Thread acceptor = new Thread(this::accept, "raw-backend");
		acceptor.setDaemon(true);
		acceptor.start();
	}

	URI url() {
		return URI.create("http://127.0.0.1:" + this.server.getLocalPort() + "/otel/v1/traces");
	}

	int requests() {
		return this.connections.size();
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket socket = this.server.accept();
				this.connections.add(socket);
				Behaviour next = (this.behaviours.size() > 1) ? this.behaviours.remove() : this.behaviours.element();
				Thread thread = new Thread(() -> serve(socket, next), "raw-backend-connection");
				thread.setDaemon(true);
				thread.start();
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private void serve(Socket socket, Behaviour behaviour) {
		try {
			behaviour.serve(socket, this);
		}
		catch (IOException ex) {
			// The client went away, which is what some tests are about.
		}
	}

	/**
	 * Reads a request to its end.
	 */
	private void readRequest(Socket socket) throws IOException {
		InputStream in = socket.getInputStream();
		StringBuilder head = new StringBuilder();
		while (!head.toString().endsWith("\r\n\r\n")) {
			int next = in.read();
			if (next < 0) {
				throw new IOException("No request");
			}
			head.append((char) next);
		}
		String length = head.toString().toLowerCase(Locale.ROOT).split("content-length: ")[1].split("\r\n")[0];
		this.received.add(Frames.namesIn(in.readNBytes(Integer.parseInt(length))));
	}

	static Behaviour hang() {
		return (socket, backend) -> backend.readRequest(socket);
	}

	static Behaviour closeWithoutAnswer() {
		return (socket, backend) -> {
			backend.readRequest(socket);
			socket.close();
		};
	}

	static Behaviour reset() {
		return (socket, backend) -> {
			socket.setSoLinger(true, 0);
			socket.close();
		};
	}

	static Behaviour answer(String raw) {
		return (socket, backend) -> {
			backend.readRequest(socket);
			OutputStream out = socket.getOutputStream();
			out.write(raw.getBytes(StandardCharsets.ISO_8859_1));
			out.flush();
		};
	}

	static Behaviour accept200() {
		return (socket, backend) -> {
			answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").serve(socket, backend);
			socket.close();
		};
	}

	static Behaviour stallAfterHeaders(int status) {
		return answer("HTTP/1.1 " + status + " X\r\nContent-Length: 100\r\n\r\nbeginning");
	}

	static Behaviour endlessBody() {
		return (socket, backend) -> {
			answer("HTTP/1.1 200 OK\r\n\r\n").serve(socket, backend);
			byte[] junk = new byte[8192];
			while (true) {
				socket.getOutputStream().write(junk);
			}
		};
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		for (Socket connection : this.connections) {
			connection.close();
		}
	}

	interface Behaviour {

		void serve(Socket socket, RawBackend backend) throws IOException;

	}

}
