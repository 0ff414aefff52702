package dev.gai.braintrust.trace;

import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.trace.record.SpanType;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The call of a tool that the current thread works for.
 */
@Internal
public final class CurrentTool {

	private CurrentTool() {
	}

	/**
	 * Finds the span of the tool, whoever observes it.
	 * @param registry the registry of the application
	 * @return the innermost span of ours if it is a tool that still runs, otherwise null
	 */
	public static @Nullable GenAiSpan of(ObservationRegistry registry) {
		return running(CurrentSpan.of(CurrentSpan.observation(registry)));
	}

	/**
	 * Finds the span of the tool, as {@link GenAiSpan#current()} does.
	 * @return the innermost span of ours if it is a tool that still runs, otherwise null
	 */
	public static @Nullable GenAiSpan get() {
		return (GenAiSpan.current() instanceof RecordedSpan span) ? running(span) : null;
	}

	private static @Nullable GenAiSpan running(@Nullable RecordedSpan span) {
		return (span != null && span.record().type() == SpanType.TOOL && !span.record().isEnded()) ? span : null;
	}

}
