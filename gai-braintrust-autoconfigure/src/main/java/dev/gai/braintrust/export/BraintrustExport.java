package dev.gai.braintrust.export;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import dev.gai.braintrust.content.ContentJson;
import dev.gai.braintrust.content.ContentMasking;
import dev.gai.braintrust.delivery.DeliverySettings;
import dev.gai.braintrust.delivery.Destination;
import dev.gai.braintrust.delivery.DirectDelivery;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.ExportMonitor;
import dev.gai.braintrust.delivery.ExportOutcomes;
import dev.gai.braintrust.delivery.SpanLog;
import dev.gai.braintrust.delivery.SpanSender;
import dev.gai.braintrust.delivery.spool.PlannedSpool;
import dev.gai.braintrust.export.row.RowListener;
import dev.gai.braintrust.export.row.SpanEncoder;
import dev.gai.braintrust.export.row.SpanFilters;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.sampling.TraceSampling;
import dev.gai.braintrust.trace.Permalinks;
import io.opentelemetry.sdk.resources.Resource;
import org.jspecify.annotations.Nullable;

/**
 * The way of a span from its end to Braintrust: processor, queue, writer, log, sender.
 *
 * @since 0.1.0
 */
@Internal
public final class BraintrustExport {

	private final BraintrustSpanProcessor processor;

	private final ExportMonitor monitor;

	private final SpanLog log;

	private final SpanSender sender;

	private final ContentMasking masking;

	private final BiFunction<Permalinks, Resource, ExportVerification> verification;

	/**
	 * Builds the way and starts its threads.
	 * @param destination where spans go
	 * @param delivery how they are sent
	 * @param settings how they are shaped and taken
	 * @param sampling which traces are kept
	 * @param masking masks content
	 * @param json writes content
	 * @param filters the application's filters
	 * @param spool where spans wait to be acknowledged
	 * @param listener told of each row
	 */
	public BraintrustExport(Destination destination, DeliverySettings delivery, ExportSettings settings,
			TraceSampling sampling, ContentMasking masking, ContentJson json, SpanFilters filters, PlannedSpool spool,
			RowListener listener) {
		this.masking = masking;
		ExportCounters counters = new ExportCounters();
		ExportOutcomes outcomes = new ExportOutcomes();
		this.log = spool.log(counters);
		DeliverySettings masked = delivery.masking((text) -> masking.maskText("error", text));
		this.sender = new SpanSender(this.log, destination, masked, counters, outcomes);
		this.monitor = new ExportMonitor(destination, counters, outcomes, this.log);
		this.processor = new BraintrustSpanProcessor(settings, sampling, masking, json, filters, this.log, this.sender,
				counters, listener);
		Supplier<SpanEncoder> encoders = () -> new SpanEncoder(settings.rows(), masking, json,
				new SpanFilters(List.of(), List.of()), RowListener.NONE);
		this.verification = (permalinks, resource) -> new ExportVerification(new DirectDelivery(destination, masked),
				encoders, permalinks, resource, System::nanoTime);
	}

	/**
	 * Does in the background what the first span would wait for, and sends what earlier
	 * processes have left.
	 */
	public void prepare() {
		this.log.open();
		this.sender.appended();
		this.processor.prepare();
	}

	/**
	 * The door for the application's tracer provider.
	 * @return the processor
	 */
	public BraintrustSpanProcessor processor() {
		return this.processor;
	}

	/**
	 * What is known of the export.
	 * @return the monitor
	 */
	public ExportMonitor monitor() {
		return this.monitor;
	}

	/**
	 * What is wrong with the maskers of the application. Never waits.
	 * @return the reason, {@code null} if all is well
	 */
	public @Nullable String maskingTrouble() {
		return this.masking.trouble();
	}

	/**
	 * Makes a verification of this way's destination, which uses nothing of the way
	 * itself: it sends one span and waits for the answer, as long as
	 * {@code export.timeout} allows.
	 * @param permalinks compute addresses
	 * @param resource what the span says of where it comes from
	 * @return the verification
	 */
	public Supplier<VerificationResult> verification(Permalinks permalinks, Resource resource) {
		return this.verification.apply(permalinks, resource)::verify;
	}

}
