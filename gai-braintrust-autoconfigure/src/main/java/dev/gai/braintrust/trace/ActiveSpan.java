package dev.gai.braintrust.trace;

import java.util.List;

import dev.gai.braintrust.completion.TrackedCall;
import io.micrometer.observation.Observation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A span that has been started and must be ended, by {@link #completed(Object)},
 * {@link #failed(Throwable)} or {@link #cancelled()}; the first of them counts.
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class ActiveSpan implements TrackedCall {

	private static final Log logger = LogFactory.getLog(ActiveSpan.class);

	private final Observation observation;

	private final RecordedSpan span;

	private final SpanSettings settings;

	private final StreamedOutput streamed;

	ActiveSpan(Observation observation, RecordedSpan span, SpanSettings settings) {
		this.observation = observation;
		this.span = span;
		this.settings = settings;
		this.streamed = new StreamedOutput(settings.maxTextLength(), span.record().contentCaptured());
	}

	/**
	 * The span, to write on.
	 * @return the span
	 */
	public GenAiSpan span() {
		return this.span;
	}

	/**
	 * What a stream has brought so far.
	 * @return the text joined, or a list of elements; {@code null} if nothing has arrived
	 */
	public @Nullable Object streamed() {
		return this.streamed.value();
	}

	@Override
	public Observation observation() {
		return this.observation;
	}

	@Override
	public void element(Object element) {
		if (this.streamed.add(element)) {
			record().firstChunk();
		}
	}

	@Override
	public void completed() {
		end(this::takeStreamed, null);
	}

	@Override
	public void completed(@Nullable Object value) {
		end(() -> takeValue(value), null);
	}

	@Override
	public void failed(Throwable error) {
		end(this::takeStreamed, error);
	}

	@Override
	public void cancelled() {
		record().cancelled(true);
		end(this::takeStreamed, null);
	}

	private SpanRecord record() {
		return this.span.record();
	}

	private void takeValue(@Nullable Object value) {
		takeResponse(this.settings.readers().read(value));
		if (value != null && record().response().choices().isEmpty()) {
			outputUnlessSet(value);
		}
	}

	private void takeResponse(@Nullable LlmResponse response) {
		if (response != null) {
			boolean withContent = record().contentCaptured();
			record().response().fillFrom(withContent ? this.span.copyOf(response) : response, withContent);
		}
	}

	private void takeStreamed() {
		List<Object> elements = this.streamed.elements();
		takeResponse(this.settings.readers().readAll(elements));
		Object value = this.streamed.value();
		if (value != null && record().response().choices().isEmpty()) {
			outputUnlessSet(value);
		}
		if (this.streamed.isCut()) {
			this.span.metadata("content.truncated", List.of("output"));
		}
	}

	private void outputUnlessSet(Object value) {
		if (record().response().output() == null) {
			this.span.output(value);
		}
	}

	private void end(Runnable takeResult, @Nullable Throwable error) {
		try {
			endOnce(takeResult, error);
		}
		catch (Exception ex) {
			logger.warn("A span could not be ended: " + ex.getClass().getName());
		}
	}

	private void endOnce(Runnable takeResult, @Nullable Throwable error) {
		SpanRecord record = record();
		if (record.isEnded()) {
			return;
		}
		try {
			takeResult.run();
		}
		catch (Exception ex) {
			record.notCaptured("output", ex.getClass().getSimpleName());
		}
		if (error != null) {
			record.error(error);
		}
		record.countAtAgent();
		if (record.type() == SpanType.AGENT) {
			this.span.metadata("agent.steps_executed", record.stepsExecuted());
			this.span.metadata("agent.task_completed", record.error() == null && !record.cancelled());
		}
		if (record.end()) {
			this.observation.lowCardinalityKeyValues(GenAiObservation.keyValues(record));
			Throwable recorded = record.error();
			if (recorded != null) {
				this.observation.error(recorded);
			}
			this.observation.stop();
		}
	}

}
