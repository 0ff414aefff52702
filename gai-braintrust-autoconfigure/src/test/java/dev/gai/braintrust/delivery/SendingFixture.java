package dev.gai.braintrust.delivery;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A sender with its log and its figures, as an application has them.
 */
final class SendingFixture implements AutoCloseable {

	static final DeliverySettings QUICK = new DeliverySettings(Duration.ofMillis(20), 512, 1_000_000,
			Duration.ofSeconds(5), false, Duration.ofMillis(10), Duration.ofMillis(50), "gai-braintrust/test");

	/** Sends nothing by itself before it is flushed or a batch is full. */
	static final DeliverySettings PATIENT = new DeliverySettings(Duration.ofHours(1), 512, 1_000_000,
			Duration.ofSeconds(5), false, Duration.ofMillis(10), Duration.ofMillis(50), "gai-braintrust/test");

	final ExportCounters counters = new ExportCounters();

	final ExportOutcomes outcomes = new ExportOutcomes();

	final SpanLog log;

	final SpanSender sender;

	private boolean stopped;

	SendingFixture(URI tracesUrl, DeliverySettings settings) {
		this(new Destination(tracesUrl, "Bearer sk-secret", "project_name:demo"), settings, null);
	}

	SendingFixture(Destination destination, DeliverySettings settings, @Nullable SpanLog log) {
		this.log = (log != null) ? log : new MemorySpanLog(100_000_000, this.counters);
		this.sender = new SpanSender(this.log, destination, settings, this.counters, this.outcomes);
	}

	static DeliverySettings timeout(DeliverySettings settings, Duration timeout) {
		return new DeliverySettings(settings.scheduleDelay(), settings.maxBatchSize(), settings.maxRequestSize(),
				timeout, settings.gzip(), settings.initialRetryDelay(), settings.maxRetryDelay(), settings.userAgent());
	}

	static DeliverySettings limits(DeliverySettings settings, int maxBatchSize, long maxRequestSize, boolean gzip) {
		return new DeliverySettings(settings.scheduleDelay(), maxBatchSize, maxRequestSize, settings.timeout(), gzip,
				settings.initialRetryDelay(), settings.maxRetryDelay(), settings.userAgent());
	}

	static DeliverySettings retry(DeliverySettings settings, Duration initial, Duration max) {
		return new DeliverySettings(settings.scheduleDelay(), settings.maxBatchSize(), settings.maxRequestSize(),
				settings.timeout(), settings.gzip(), initial, max, settings.userAgent());
	}

	SendingFixture start() {
		this.sender.start();
		return this;
	}

	void append(Frame frame) {
		this.counters.ended();
		this.log.append(frame);
		this.sender.appended();
	}

	void append(List<String> names) {
		names.forEach((name) -> append(Frames.named(name)));
	}

	ExportCounters.Counts counts() {
		return this.counters.counts();
	}

	void stop(Duration timeout) {
		this.stopped = true;
		this.sender.stop(timeout);
	}

	@Override
	public void close() {
		if (!this.stopped) {
			stop(Duration.ZERO);
		}
		this.log.close();
	}

}
