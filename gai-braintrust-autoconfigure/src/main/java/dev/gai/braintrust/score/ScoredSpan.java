package dev.gai.braintrust.score;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.promise.PublicApi;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * A span that has ended, as a {@link SpanScorer} sees it. It shows what the application
 * sees: masking is for what leaves the application. It cannot be changed.
 *
 * @since 0.1.0
 */
@PublicApi
public interface ScoredSpan {

	/**
	 * The name of the span, for example {@code chat gpt-4o-mini}.
	 * @return the name as Braintrust shows it
	 */
	String name();

	/**
	 * Returns the type of the span.
	 * @return {@code llm}, {@code tool} or {@code task}
	 */
	String type();

	/**
	 * Whether the span is a run of an agent.
	 * @return {@code true} for the span of an agent
	 */
	boolean isAgent();

	/**
	 * Whether Braintrust shows the span at the top of its trace.
	 * @return {@code true} for a root
	 */
	boolean isRoot();

	/**
	 * The trace.
	 * @return 32 hexadecimal digits
	 */
	String traceId();

	/**
	 * The span.
	 * @return 16 hexadecimal digits
	 */
	String spanId();

	/**
	 * Returns the input.
	 * @return a text, a number, a boolean, a list or a map of these; {@code null} if
	 * there was nothing, or content is not captured
	 */
	@Nullable Object input();

	/**
	 * Returns the output.
	 * @return a text, a number, a boolean, a list or a map of these; {@code null} if
	 * there was nothing, or content is not captured
	 */
	@Nullable Object output();

	/**
	 * Returns the input as a text.
	 * @return the last message of the user where the input is a list of messages, the
	 * input itself where that is a text, else its JSON; empty if there is none
	 */
	String inputText();

	/**
	 * Returns the output as a text.
	 * @return the text of the first answer of a model, the output itself where that is a
	 * text, else its JSON; empty if there is none
	 */
	String outputText();

	/**
	 * Returns the metadata that the application has set on the span.
	 * @return metadata by key
	 */
	Map<String, Object> metadata();

	/**
	 * Tags of the span.
	 * @return the tags
	 */
	List<String> tags();

	/**
	 * Scores that the application gave in the span.
	 * @return numbers from 0 to 1 by name
	 */
	Map<String, Double> scores();

	/**
	 * The provider that was asked.
	 * @return its name, {@code null} if there is none
	 */
	@Nullable String provider();

	/**
	 * The model that answered, or else the one that was asked for.
	 * @return its name, {@code null} if there is none
	 */
	@Nullable String model();

	/**
	 * The tokens that were used.
	 * @return the usage, {@code null} if not known
	 */
	@Nullable Usage usage();

	/**
	 * Returns the cost of the call.
	 * @return US dollars, {@code null} if not known
	 */
	@Nullable BigDecimal cost();

	/**
	 * How long it took.
	 * @return the duration
	 */
	Duration duration();

	/**
	 * Why it failed.
	 * @return the failure, {@code null} if there was none
	 */
	@Nullable Throwable error();

}
