package dev.gai.braintrust.trace;

import java.util.List;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.content.snapshot.ContentSnapshots;
import dev.gai.braintrust.cost.CostCalculator;
import dev.gai.braintrust.error.ErrorClassifiers;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.prompt.RenderedPrompts;
import dev.gai.braintrust.request.ModelRequests;
import dev.gai.braintrust.response.ResponseReaders;
import dev.gai.braintrust.trace.record.CallListener;
import dev.gai.braintrust.trace.record.SpanSpec;
import dev.gai.braintrust.trace.record.SpanType;
import org.jspecify.annotations.Nullable;

/**
 * What all spans of an application have in common.
 *
 * @param captureContent whether content is captured at all
 * @param captureToolContent whether arguments and results of tools are captured
 * @param maxTextLength how many characters of a streamed text are kept
 * @param snapshots copies content on the caller's thread
 * @param readers read results
 * @param permalinks compute addresses
 * @param costs estimates what calls cost, {@code null} if nothing does
 * @param listeners told of every span that has ended
 * @param gates asked before a model is called
 * @param errors says what errors mean
 * @param feedbackTokens make tokens for feedback
 * @param prompts know what was rendered lately
 * @param requests read what a model is asked
 * @param users changes ids of users that a {@link GenAiContext} says
 * @param names masks names before others see them; called by the threads of the
 * application, so that it must be fast
 * @since 0.1.0
 */
@Internal
public record SpanSettings(boolean captureContent, boolean captureToolContent, int maxTextLength,
		ContentSnapshots snapshots, ResponseReaders readers, Permalinks permalinks, @Nullable CostCalculator costs,
		List<CallListener> listeners, List<CallGate> gates, ErrorClassifiers errors, FeedbackTokenSource feedbackTokens,
		RenderedPrompts prompts, ModelRequests requests, UnaryOperator<String> users, UnaryOperator<String> names) {

	/**
	 * Creates settings without an estimate of costs, and without listeners, gates and
	 * classifiers of the application.
	 * @param captureContent whether content is captured at all
	 * @param captureToolContent whether arguments and results of tools are captured
	 * @param maxTextLength how many characters of a streamed text are kept
	 * @param snapshots copies content on the caller's thread
	 * @param readers read results
	 * @param permalinks compute addresses
	 */
	public SpanSettings(boolean captureContent, boolean captureToolContent, int maxTextLength,
			ContentSnapshots snapshots, ResponseReaders readers, Permalinks permalinks) {
		this(captureContent, captureToolContent, maxTextLength, snapshots, readers, permalinks, null, List.of(),
				List.of(), new ErrorClassifiers(List.of()), FeedbackTokenSource.NONE, new RenderedPrompts(),
				new ModelRequests(List.of()), UnaryOperator.identity(), UnaryOperator.identity());
	}

	/**
	 * The same settings, with an estimate of costs.
	 * @param costs estimates what calls cost, {@code null} if nothing does
	 * @return the settings
	 */
	public SpanSettings withCosts(@Nullable CostCalculator costs) {
		return new SpanSettings(this.captureContent, this.captureToolContent, this.maxTextLength, this.snapshots,
				this.readers, this.permalinks, costs, this.listeners, this.gates, this.errors, this.feedbackTokens,
				this.prompts, this.requests, this.users, this.names);
	}

	/**
	 * The same settings, with listeners and gates.
	 * @param listeners told of every span that has ended
	 * @param gates asked before a model is called
	 * @return the settings
	 */
	public SpanSettings with(List<CallListener> listeners, List<CallGate> gates) {
		return new SpanSettings(this.captureContent, this.captureToolContent, this.maxTextLength, this.snapshots,
				this.readers, this.permalinks, this.costs, listeners, gates, this.errors, this.feedbackTokens,
				this.prompts, this.requests, this.users, this.names);
	}

	/**
	 * The same settings, with classifiers of the application.
	 * @param errors says what errors mean
	 * @return the settings
	 */
	public SpanSettings withErrors(ErrorClassifiers errors) {
		return new SpanSettings(this.captureContent, this.captureToolContent, this.maxTextLength, this.snapshots,
				this.readers, this.permalinks, this.costs, this.listeners, this.gates, errors, this.feedbackTokens,
				this.prompts, this.requests, this.users, this.names);
	}

	/**
	 * The same settings, with types of libraries that stand for requests.
	 * @param requests read what a model is asked
	 * @return the settings
	 */
	public SpanSettings with(ModelRequests requests) {
		return new SpanSettings(this.captureContent, this.captureToolContent, this.maxTextLength, this.snapshots,
				this.readers, this.permalinks, this.costs, this.listeners, this.gates, this.errors, this.feedbackTokens,
				this.prompts, requests, this.users, this.names);
	}

	boolean captures(SpanSpec spec) {
		if (!this.captureContent || spec.capture() == Capture.NONE) {
			return false;
		}
		return spec.type() != SpanType.TOOL || this.captureToolContent || spec.capture() == Capture.FULL;
	}

}
