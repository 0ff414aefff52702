package dev.gai.braintrust.sample.collector;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

import dev.gai.braintrust.sample.embedded.LoopbackServer;
import tools.jackson.databind.JsonNode;

/**
 * Stands in for Braintrust when there is no key: receives traces at the same path, in the
 * same format, and keeps them in memory to be read back. It shows what was sent; it is
 * not Braintrust.
 */
public final class Collector implements AutoCloseable {

	/** How many rows are kept; the oldest go first. */
	public static final int MAX_ROWS = 2000;

	private final RowStore rows;

	private final ApiHandler api;

	private final LoopbackServer server;

	private Collector(RowStore rows, ApiHandler api, LoopbackServer server) {
		this.rows = rows;
		this.api = api;
		this.server = server;
	}

	/**
	 * Starts a collector.
	 * @return the running collector
	 */
	public static Collector start() {
		RowStore rows = new RowStore(MAX_ROWS);
		ApiHandler api = new ApiHandler(new TracesHandler(rows));
		return new Collector(rows, api, LoopbackServer.start("collector", api));
	}

	/**
	 * Where it listens.
	 * @return the address, without the path of the traces
	 */
	public String url() {
		return this.server.url();
	}

	/**
	 * What has arrived so far.
	 * @return the rows, in the order of arrival
	 */
	public List<Row> rows() {
		return this.rows.all();
	}

	/**
	 * Waits for rows.
	 * @param enough whether the rows suffice; asked when some arrive, and several times a
	 * second
	 * @param timeout how long to wait
	 * @return the rows, whether or not they suffice
	 * @throws InterruptedException if the thread is interrupted
	 */
	public List<Row> await(Predicate<List<Row>> enough, Duration timeout) throws InterruptedException {
		return this.rows.await(enough, timeout);
	}

	/**
	 * What was added to datasets.
	 * @return the rows, in the order of arrival
	 */
	public List<JsonNode> datasetRows() {
		return this.api.datasetRows();
	}

	/**
	 * What was said of spans after they had ended.
	 * @return the feedback, in the order of arrival
	 */
	public List<JsonNode> feedback() {
		return this.api.feedback();
	}

	@Override
	public void close() {
		this.server.close();
	}

}
