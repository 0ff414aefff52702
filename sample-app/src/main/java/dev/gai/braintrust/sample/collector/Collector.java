package dev.gai.braintrust.sample.collector;

import dev.gai.braintrust.sample.embedded.LoopbackServer;

/**
 * Stands in for Braintrust when there is no key: receives traces at the same path, in the
 * same format, and keeps them in memory to be read back. It shows what was sent; it is
 * not Braintrust.
 */
public final class Collector implements AutoCloseable {

	/** How many rows are kept; the oldest go first. */
	public static final int MAX_ROWS = 2000;

	private final RowStore rows;

	private final LoopbackServer server;

	private Collector(RowStore rows, LoopbackServer server) {
		this.rows = rows;
		this.server = server;
	}

	/**
	 * Starts a collector.
	 * @return the running collector
	 */
	public static Collector start() {
		RowStore rows = new RowStore(MAX_ROWS);
		return new Collector(rows, LoopbackServer.start("collector", new TracesHandler(rows)));
	}

	/**
	 * Where it listens.
	 * @return the address, without the path of the traces
	 */
	public String url() {
		return this.server.url();
	}

	/**
	 * What has arrived.
	 * @return the rows
	 */
	public RowStore rows() {
		return this.rows;
	}

	@Override
	public void close() {
		this.server.close();
	}

}
