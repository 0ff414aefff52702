package dev.gai.braintrust.trace;

import java.util.function.Function;

import dev.gai.braintrust.completion.Completions;
import dev.gai.braintrust.completion.TrackedCall;
import dev.gai.braintrust.cost.budget.BudgetExceededException;
import dev.gai.braintrust.error.ErrorClassification;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.request.server.ServerAddress;
import dev.gai.braintrust.retry.AttemptListener;
import dev.gai.braintrust.retry.Retrier;
import dev.gai.braintrust.trace.record.AttemptRecorder;
import dev.gai.braintrust.trace.record.RowPlacement;
import dev.gai.braintrust.trace.record.SpanRecord;
import dev.gai.braintrust.trace.record.SpanSpec;
import dev.gai.braintrust.trace.record.SpanType;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import org.jspecify.annotations.Nullable;

/**
 * Starts spans, for {@link GenAiTracer} and for every door through which calls of others
 * come in. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class SpanStarter {

	private final ObservationRegistry registry;

	private final SpanSettings settings;

	private final Completions completions;

	private final Retrier retrier;

	private final Retrier modelRetrier;

	private final CallGates gates;

	private final ObservationKeys keys;

	SpanStarter(ObservationRegistry registry, SpanSettings settings) {
		this.registry = registry;
		this.settings = settings;
		this.keys = new ObservationKeys(settings.names());
		this.completions = new Completions();
		this.retrier = new Retrier(settings.errors(), (observation) -> {
			AttemptRecorder attempts = attempts(observation);
			return (attempts != null) ? attempts : AttemptListener.NONE;
		}, this::currentObservation);
		this.modelRetrier = this.retrier.ofAnswers(settings.readers()::errorIn);
		this.gates = new CallGates(settings.gates());
	}

	/**
	 * Starts a span below the current observation.
	 * @param spec what is known of it
	 * @param preparation writes the request on it before it starts
	 * @return the started span
	 */
	public ActiveSpan start(SpanSpec spec, SpanPreparation preparation) {
		return start(spec, preparation, currentObservation());
	}

	/**
	 * Starts a span.
	 * @param spec what is known of it
	 * @param preparation writes the request on it before it starts
	 * @param parent the observation that the span belongs to, {@code null} for a new
	 * trace
	 * @return the started span
	 * @throws BudgetExceededException if it is a call of a model that may not be made
	 */
	public ActiveSpan start(SpanSpec spec, SpanPreparation preparation, @Nullable Observation parent) {
		ActiveSpan started = Guard.get("A call is not traced", null, () -> started(spec, preparation, parent));
		ActiveSpan active = (started != null) ? started : untraced(spec);
		if (spec.type().callsModel() && !active.observation().isNoop()) {
			passGate(active);
		}
		return active;
	}

	private ActiveSpan untraced(SpanSpec spec) {
		SpanRecord record = new SpanRecord(spec, false, null, RowPlacement.own());
		record.timing().discard();
		return new ActiveSpan(Observation.NOOP, new RecordedSpan(record, this.settings), this.settings, this.keys);
	}

	private ActiveSpan started(SpanSpec spec, SpanPreparation preparation, @Nullable Observation parent) {
		RecordedSpan shared = ToolCallSharing.join(spec, parent);
		if (parent != null && shared != null) {
			prepare(shared, preparation);
			return new ActiveSpan(parent, shared, this.settings, this.keys, shared.record().placement()::leave);
		}
		RecordedSpan ancestor = CurrentSpan.of(parent);
		SpanRecord record = new SpanRecord(spec, this.settings.captures(spec),
				(ancestor != null) ? ancestor.record() : null, RowPlacement.own(spec));
		RecordedSpan span = new RecordedSpan(record, this.settings, spec.view());
		GenAiObservationContext context = new GenAiObservationContext(spec.type());
		context.put(RecordedSpan.class, span);
		Observation observation = notStarted(context);
		if (observation.isNoop()) {
			// Nobody will read it: nothing is copied, and every later call is ignored.
			record.timing().discard();
			return new ActiveSpan(observation, span, this.settings, this.keys);
		}
		record.ancestry().start();
		share(span, ancestor, parent);
		prepare(span, preparation);
		observation.contextualName(this.keys.name(record)).parentObservation(parent);
		// A handler of the application may fail; the call that is traced must not.
		Guard.run("An observation handler failed at the start of a span", observation::start);
		return new ActiveSpan(observation, span, this.settings, this.keys);
	}

	/**
	 * Asks whether the call may be made. One that is refused leaves a span that says so.
	 */
	private void passGate(ActiveSpan active) {
		try {
			this.gates.check(active.record());
		}
		catch (BudgetExceededException ex) {
			active.record().response().refuse();
			active.failed(ex);
			throw ex;
		}
	}

	/**
	 * Asks whether a call may be made that another library is about to make. One that is
	 * refused leaves a span that says so, where something is current that it belongs to.
	 * @param spec what is known of the call
	 * @param preparation writes provider and model
	 * @throws BudgetExceededException if the call must not be made
	 */
	public void passGate(SpanSpec spec, SpanPreparation preparation) {
		RecordedSpan ancestor = CurrentSpan.of(currentObservation());
		SpanRecord record = new SpanRecord(spec, false, (ancestor != null) ? ancestor.record() : null,
				RowPlacement.own());
		RecordedSpan asked = new RecordedSpan(record, this.settings);
		share(asked, ancestor, currentObservation());
		prepare(asked, preparation);
		try {
			this.gates.check(record);
		}
		catch (BudgetExceededException ex) {
			if (ancestor != null) {
				start(spec, preparation).failed(ex);
			}
			throw ex;
		}
	}

	/**
	 * Records a call that another library observes.
	 * @param context the context of its observation, which has not been started
	 * @param spec what is known of it
	 * @param shownBelow the span below which it is shown, {@code null} for its parent
	 * @param preparation writes the request on it before it starts
	 * @return what is recorded
	 */
	public ForeignSpan observe(Observation.Context context, SpanSpec spec, @Nullable ForeignSpan shownBelow,
			SpanPreparation preparation) {
		RecordedSpan ancestor = (shownBelow != null) ? shownBelow.recorded()
				: DeferredStart.above(context, this.registry);
		SpanRecord above = (ancestor != null) ? ancestor.record() : null;
		boolean hidden = above != null && RowPlacement.hidesContentBelow(above);
		RowPlacement place = RowPlacement.foreign((shownBelow != null) ? shownBelow.span().spanId() : null, hidden);
		SpanRecord record = new SpanRecord(spec, !hidden && this.settings.captures(spec), above, place);
		RecordedSpan span = new RecordedSpan(record, this.settings);
		context.put(RecordedSpan.class, span);
		record.ancestry().start();
		ObservationView parent = context.getParentObservation();
		share(span, ancestor, (parent != null) ? parent : currentObservation());
		prepare(span, preparation);
		return new ForeignSpan(span, this.settings);
	}

	/**
	 * Writes what the span above shares with those below it, and then what is open in
	 * this thread.
	 */
	private void share(RecordedSpan span, @Nullable RecordedSpan above, @Nullable ObservationView parent) {
		Guard.run("A span lacks what the work around it shares", () -> {
			SharedWork outer = (above != null) ? above.shared()
					: SharedWork.of(GenAiContext.sharedBelow(parent).withUser(this.settings.users()));
			span.share(outer.within(OpenContext.around(parent).withUser(this.settings.users())));
		});
	}

	private static void prepare(RecordedSpan span, SpanPreparation preparation) {
		Guard.run("A span is incomplete, its request could not be written", () -> preparation.prepare(span));
	}

	private Observation notStarted(GenAiObservationContext context) {
		try {
			return Observation.createNotStarted(GenAiObservation.name(context.getType()), () -> context, this.registry);
		}
		catch (Throwable ex) {
			Guard.report("A call is not traced, its observation could not be made", ex);
			return Observation.NOOP;
		}
	}

	/**
	 * What a span that is started now belongs to.
	 * @return the current observation, {@code null} if there is none
	 */
	public @Nullable Observation currentObservation() {
		return DeferredStart.insteadOf(CurrentSpan.observation(this.registry));
	}

	/**
	 * Prepares the run of a method whose call starts when its result is subscribed to.
	 * @param starter starts the call, given what it belongs to
	 * @return the run
	 */
	public DeferredStart deferred(Function<@Nullable Observation, TrackedCall> starter) {
		return new DeferredStart(CurrentSpan.observation(this.registry), starter);
	}

	/**
	 * Knows when results are finished.
	 * @return the completions
	 */
	public Completions completions() {
		return this.completions;
	}

	/**
	 * Makes calls again.
	 * @param type the kind of call: of a model, answers that are errors are repeated, too
	 * @return the retrier, which tells the span of a call of its attempts
	 */
	public Retrier retrier(SpanType type) {
		return type.callsModel() ? this.modelRetrier : this.retrier;
	}

	/**
	 * The attempts of the call that an observation belongs to.
	 * @param observation the observation of the call, or one below it
	 * @return where they are told, {@code null} if no call is being traced
	 */
	public @Nullable AttemptRecorder attempts(@Nullable ObservationView observation) {
		RecordedSpan span = CurrentSpan.of(observation);
		return (span != null) ? new AttemptRecorder(span.record(), this.settings.errors()) : null;
	}

	/**
	 * Tells of a request by HTTP that was made within what may be the call of a model.
	 * @param observation what it belongs to
	 * @param host where it went
	 */
	public void requested(@Nullable ObservationView observation, ServerAddress host) {
		RecordedSpan span = CurrentSpan.of(observation);
		if (span != null && span.record().declaredType().callsModel()) {
			span.record().request().requested(host);
		}
	}

	/**
	 * What an error means, as the application's classifiers have it.
	 * @param error the error
	 * @return what it means
	 */
	public ErrorClassification classify(Throwable error) {
		return this.settings.errors().classify(error);
	}

	/**
	 * Where the observations are made.
	 * @return the registry
	 */
	public ObservationRegistry registry() {
		return this.registry;
	}

}
