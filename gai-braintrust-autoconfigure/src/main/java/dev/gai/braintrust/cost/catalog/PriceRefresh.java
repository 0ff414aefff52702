package dev.gai.braintrust.cost.catalog;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

import dev.gai.braintrust.cost.PriceCatalog;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.network.Network;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Prices that are fetched again and again, on a thread of their own. A file is taken
 * whole, after everything in it has been checked, or not at all; until the first one has
 * come no price is known, and afterwards the last good one is kept. No call waits for it.
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class PriceRefresh implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(PriceRefresh.class);

	private static final Duration RETRY = Duration.ofMinutes(5);

	private final URI url;

	private final Duration interval;

	private final PriceDownload download;

	private volatile @Nullable PriceFile current;

	private volatile @Nullable PriceCatalog corrected;

	private volatile @Nullable Instant takenAt;

	private volatile @Nullable String lastFailure;

	private volatile @Nullable Thread thread;

	private volatile boolean closed;

	/**
	 * Creates prices of which nothing is known until they are {@linkplain #start()
	 * fetched}.
	 * @param url address of a file in the format that genai-prices publishes; must be
	 * trusted, since it decides what calls cost
	 * @param interval time from one fetch to the next
	 * @param network the way that requests take
	 */
	public PriceRefresh(URI url, Duration interval, Network network) {
		this(url, interval, new PriceDownload(url, Duration.ofSeconds(30), 8 * 1024 * 1024, network));
	}

	PriceRefresh(URI url, Duration interval, PriceDownload download) {
		this.url = url;
		this.interval = interval;
		this.download = download;
	}

	/**
	 * Starts to fetch: now, and after each interval.
	 */
	public void start() {
		Thread fetcher = new Thread(this::fetchAgainAndAgain, "gai-braintrust-price-refresh");
		fetcher.setDaemon(true);
		this.thread = fetcher;
		fetcher.start();
	}

	/**
	 * The prices of the last good file, as a catalog.
	 * @return the catalog; until there is a file it knows nothing
	 */
	public PriceCatalog catalog() {
		return new LazyCatalog(() -> this.corrected);
	}

	/**
	 * What is in use.
	 * @return the source of the last good file and when it came, {@code null} before the
	 * first
	 */
	public @Nullable String status() {
		PriceFile file = this.current;
		return (file != null) ? file.source() + ", fetched at " + this.takenAt : null;
	}

	/**
	 * Why the last fetch failed.
	 * @return the reason, {@code null} if it did not
	 */
	public @Nullable String lastFailure() {
		return this.lastFailure;
	}

	@Override
	public void close() {
		this.closed = true;
		Thread fetcher = this.thread;
		this.thread = null;
		if (fetcher != null) {
			fetcher.interrupt();
		}
		this.download.close();
	}

	private void fetchAgainAndAgain() {
		while (this.thread == Thread.currentThread()) {
			try {
				boolean fetched = fetch();
				Duration wait = (fetched || this.interval.compareTo(RETRY) < 0) ? this.interval : RETRY;
				Thread.sleep(wait.toMillis());
			}
			catch (InterruptedException ex) {
				return;
			}
		}
	}

	/** Fetches once. Returns whether the prices are up to date. */
	boolean fetch() throws InterruptedException {
		try {
			byte[] json = this.download.get();
			if (json != null) {
				take(PriceFile.read(new ByteArrayInputStream(json), "refreshed"));
				this.download.accepted();
			}
			this.lastFailure = null;
			return true;
		}
		catch (InterruptedException ex) {
			throw ex;
		}
		catch (Throwable ex) {
			Guard.rethrowFatal(ex);
			if (!this.closed) {
				failed(ex);
			}
			return false;
		}
	}

	private void take(PriceFile file) {
		this.current = file;
		this.corrected = new CorrectedPrices(file);
		this.takenAt = Instant.now();
		logger.info("Loaded prices of " + file.modelCount() + " models from " + this.url.getHost());
		if (!file.ignoredUnits().isEmpty()) {
			logger.debug("Prices per " + file.ignoredUnits() + " are not used");
		}
	}

	private void failed(Throwable ex) {
		String reason = (ex instanceof StackOverflowError) ? "the file is nested too deep"
				: String.valueOf(ex.getMessage());
		boolean first = this.lastFailure == null;
		this.lastFailure = reason;
		String kept = (this.current != null) ? "the last good ones stay" : "the bundled ones are used";
		// Once for each series of failures.
		if (first) {
			logger.warn("Prices could not be refreshed, " + kept + ": " + reason);
		}
		else {
			logger.debug("Prices could not be refreshed, " + kept, ex);
		}
	}

}
