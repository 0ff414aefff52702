package dev.gai.braintrust.export;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import dev.gai.braintrust.delivery.DirectDelivery;
import dev.gai.braintrust.delivery.Frame;
import dev.gai.braintrust.export.row.RowContext;
import dev.gai.braintrust.export.row.SpanEncoder;
import dev.gai.braintrust.guard.WithoutText;
import dev.gai.braintrust.trace.Permalinks;
import io.opentelemetry.sdk.resources.Resource;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Sends one span straight to the traces endpoint and says what the service answered. It
 * shares only settings with the rest of the export: it is not sampled, needs no room in
 * the queue or the log, waits for no back-off, and is counted nowhere. Whoever asks more
 * often than once a second is sent away, so that nobody can flood Braintrust through it.
 * Thread-safe.
 */
final class ExportVerification {

	private static final Log logger = LogFactory.getLog(ExportVerification.class);

	private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final DirectDelivery delivery;

	private final Supplier<SpanEncoder> encoders;

	private final Permalinks permalinks;

	private final Resource resource;

	private final LongSupplier nanoTime;

	private final AtomicBoolean running = new AtomicBoolean();

	/** Written and read only by the one who is running. */
	private long notBeforeNanos;

	ExportVerification(DirectDelivery delivery, Supplier<SpanEncoder> encoders, Permalinks permalinks,
			Resource resource, LongSupplier nanoTime) {
		this.delivery = delivery;
		this.encoders = encoders;
		this.permalinks = permalinks;
		this.resource = resource;
		this.nanoTime = nanoTime;
		this.notBeforeNanos = nanoTime.getAsLong();
	}

	/**
	 * Sends a span and waits for the answer, as long as {@code export.timeout} allows.
	 * @return what became of it
	 */
	public VerificationResult verify() {
		if (!this.running.compareAndSet(false, true)) {
			return VerificationResult.notSent("Another verification is running");
		}
		try {
			if (this.nanoTime.getAsLong() - this.notBeforeNanos < 0) {
				return VerificationResult.notSent("The last verification was less than a second ago");
			}
			VerificationResult result = send();
			this.notBeforeNanos = this.nanoTime.getAsLong() + PAUSE_NANOS;
			return result;
		}
		finally {
			this.running.set(false);
		}
	}

	private VerificationResult send() {
		try {
			VerificationSpan span = VerificationSpan.create(this.resource, this.permalinks);
			Frame frame = this.encoders.get().encode(span.ended().toSpanData(), span.record(), RowContext.ALONE);
			if (frame == null) {
				return VerificationResult.notSent("The span was filtered");
			}
			return VerificationResult.of(this.delivery.deliver(frame), span);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return VerificationResult.notSent("Interrupted");
		}
		catch (RuntimeException ex) {
			// Not its message: a masker of the application may quote anything.
			logger.debug("The verification failed", WithoutText.of(ex));
			return VerificationResult.notSent("The span could not be made: " + ex.getClass().getName());
		}
	}

}
