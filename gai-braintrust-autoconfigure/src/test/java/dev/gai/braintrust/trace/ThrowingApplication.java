package dev.gai.braintrust.trace;

import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import dev.gai.braintrust.cost.Cost;
import dev.gai.braintrust.cost.CostCalculator;
import dev.gai.braintrust.error.ErrorClassifier;
import dev.gai.braintrust.error.ErrorClassifiers;
import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.response.ResponseReader;
import dev.gai.braintrust.retry.LlmRetryPolicy;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.usage.Usage;
import dev.gai.braintrust.usage.UsageCarrier;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.jspecify.annotations.Nullable;

/**
 * An application in which everything throws that it plugs in.
 */
final class ThrowingApplication {

	private ThrowingApplication() {
	}

	@SuppressWarnings("unchecked")
	static <T, X extends Throwable> T sneak(Throwable thrown) throws X {
		throw (X) thrown;
	}

	/**
	 * Tracing in which everything throws.
	 */
	static final class Setup {

		final Traces traces;

		final Throwable thrown;

		Setup(Throwable thrown) {
			this.thrown = thrown;
			ErrorClassifier classifier = (error) -> sneak(thrown);
			this.traces = new Traces(List.of((call) -> sneak(thrown)),
					(settings) -> settings.withCosts(new ThrowingCosts(thrown))
						.with(List.of((record) -> sneak(thrown)), settings.gates())
						.withErrors(new ErrorClassifiers(List.of(classifier))),
					new ThrowingReader(thrown));
			this.traces.registry()
				.observationConfig()
				.observationHandler(new ThrowingHandler(thrown))
				.observationFilter((context) -> sneak(thrown));
		}

		GenAiCall call() {
			return this.traces.tracer()
				.llm("openai", "gpt-4o")
				.input(new Evil(this.thrown))
				.metadata("evil", new Evil(this.thrown))
				.retry(LlmRetryPolicy.attempts(2))
				.messages(new EvilMessages(this.thrown))
				.with((span) -> span.metadata("first", 1))
				.with((span) -> sneak(this.thrown));
		}

	}

	/**
	 * An argument and a result that cannot be looked at.
	 */
	static final class Evil implements UsageCarrier {

		private final Throwable thrown;

		Evil(Throwable thrown) {
			this.thrown = thrown;
		}

		public String getValue() {
			return sneak(this.thrown);
		}

		@Override
		public Usage usage() {
			return sneak(this.thrown);
		}

		@Override
		public Object output() {
			return sneak(this.thrown);
		}

		@Override
		public String toString() {
			return sneak(this.thrown);
		}

		@Override
		public int hashCode() {
			return sneak(this.thrown);
		}

	}

	static final class EvilMessages extends AbstractList<Message> {

		private final Throwable thrown;

		EvilMessages(Throwable thrown) {
			this.thrown = thrown;
		}

		@Override
		public Message get(int index) {
			return sneak(this.thrown);
		}

		@Override
		public int size() {
			return 1;
		}

	}

	static final class UnspeakableException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private final transient Supplier<String> text;

		UnspeakableException(Throwable thrown) {
			this.text = () -> sneak(thrown);
		}

		@Override
		public String getMessage() {
			return this.text.get();
		}

		@Override
		public synchronized Throwable getCause() {
			this.text.get();
			return null;
		}

	}

	record ThrowingCosts(Throwable thrown) implements CostCalculator {

		@Override
		public Optional<Cost> cost(@Nullable String provider, String model, Usage usage, Instant at) {
			return sneak(this.thrown);
		}

	}

	record ThrowingReader(Throwable thrown) implements ResponseReader<Object> {

		@Override
		public Class<Object> responseType() {
			return Object.class;
		}

		@Override
		public LlmResponse read(Object response) {
			return sneak(this.thrown);
		}

	}

	record ThrowingHandler(Throwable thrown) implements ObservationHandler<Observation.Context> {

		@Override
		public void onStart(Observation.Context context) {
			sneak(this.thrown);
		}

		@Override
		public void onError(Observation.Context context) {
			sneak(this.thrown);
		}

		@Override
		public void onScopeOpened(Observation.Context context) {
			sneak(this.thrown);
		}

		@Override
		public void onScopeClosed(Observation.Context context) {
			sneak(this.thrown);
		}

		@Override
		public void onStop(Observation.Context context) {
			sneak(this.thrown);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof GenAiObservationContext;
		}

	}

}
