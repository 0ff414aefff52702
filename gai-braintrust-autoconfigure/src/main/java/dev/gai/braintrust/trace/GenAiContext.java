package dev.gai.braintrust.trace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.promise.PublicApi;
import dev.gai.braintrust.trace.record.SpanLabels;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationView;
import org.jspecify.annotations.Nullable;

/**
 * The session, user, metadata and tags that all spans of a piece of work share. They are
 * set once, and every span that starts inside has them:
 *
 * <pre class="code">
 * try (GenAiContext.Scope scope = GenAiContext.session("s-1").user("u-42").tag("beta").open()) {
 *     assistant.answer(question);
 * }
 * </pre>
 *
 * Values that are set on the span itself, by an annotation or in code, take precedence.
 * Inside another context, the inner one takes precedence, key by key. A context follows
 * the current observation to other threads, through Micrometer's context propagation, and
 * applies to everything below a span that has it. It never leaves the process in a
 * header. Immutable.
 *
 * @since 0.1.0
 */
@PublicApi
public final class GenAiContext {

	/** Key of the session in metadata. */
	private static final String SESSION = "session_id";

	/** Key of the user in metadata. */
	private static final String USER = "user_id";

	/** Keys of the metadata by which a span speaks of itself alone. */
	private static final Pattern OWN = Pattern.compile("(agent|content|error|eval|retry)\\.|prompt$");

	private static final int MAX_METADATA = 64;

	private static final int MAX_TAGS = 32;

	private static final int MAX_NAME = 256;

	private static final int MAX_VALUE = 4096;

	static final GenAiContext EMPTY = new GenAiContext(Map.of(), Set.of());

	private final Map<String, Object> metadata;

	private final Set<String> tags;

	private GenAiContext(Map<String, Object> metadata, Set<String> tags) {
		this.metadata = Collections.unmodifiableMap(metadata);
		this.tags = Collections.unmodifiableSet(tags);
	}

	/**
	 * An empty context.
	 * @return the context, to be added to
	 */
	public static GenAiContext empty() {
		return EMPTY;
	}

	/**
	 * A context with a session: metadata {@code session_id}.
	 * @param id id of the session, cut after 256 characters; {@code null} or an empty one
	 * is ignored
	 * @return the context
	 */
	public static GenAiContext session(@Nullable String id) {
		return EMPTY.with(SESSION, id, MAX_NAME);
	}

	/**
	 * Adds the user: metadata {@code user_id}.
	 * @param id id of the user, cut after 256 characters; {@code null} or an empty one is
	 * ignored
	 * @return a context with the user
	 */
	public GenAiContext user(@Nullable String id) {
		return with(USER, id, MAX_NAME);
	}

	/**
	 * Adds metadata. A context holds 64 keys; those beyond are left out.
	 * @param key the key, cut after 256 characters; {@code null} or a blank one is
	 * ignored
	 * @param value the value; text is cut after 4,096 characters, {@code null} is ignored
	 * @return a context with the metadata
	 */
	public GenAiContext metadata(@Nullable String key, @Nullable Object value) {
		return (key == null || key.isBlank()) ? this : with(cut(key, MAX_NAME), value, MAX_VALUE);
	}

	/**
	 * Adds a tag. A context holds 32 tags; those beyond are left out.
	 * @param tag the tag, cut after 256 characters; {@code null} or an empty one is
	 * ignored
	 * @return a context with the tag
	 */
	public GenAiContext tag(@Nullable String tag) {
		if (tag == null || tag.isEmpty() || this.tags.size() >= MAX_TAGS) {
			return this;
		}
		Set<String> more = new LinkedHashSet<>(this.tags);
		more.add(cut(tag, MAX_NAME));
		return new GenAiContext(this.metadata, more);
	}

	/**
	 * Opens the context for this thread: until the scope is closed, all spans that start
	 * share it and the contexts that are open around it.
	 * @return the scope, to be closed by the same thread
	 */
	public Scope open() {
		return OpenContext.open(this);
	}

	/**
	 * Shares the context with all spans that start below an observation, on any thread:
	 * for what becomes known about a request while it is observed.
	 * @param observed the context of the observation
	 */
	@Internal
	public void shareBelow(Observation.Context observed) {
		if (!isEmpty()) {
			observed.put(GenAiContext.class, this);
		}
	}

	/**
	 * What an observation shares with everything below it, or one around it does.
	 * @param observation the observation
	 * @return the context, empty if there is none
	 */
	static GenAiContext sharedBelow(@Nullable ObservationView observation) {
		ObservationView candidate = observation;
		while (candidate != null) {
			GenAiContext found = candidate.getContextView().get(GenAiContext.class);
			if (found != null) {
				return found;
			}
			candidate = candidate.getContextView().getParentObservation();
		}
		return EMPTY;
	}

	/**
	 * The same context with another id of the user.
	 * @param change what becomes of the id
	 * @return the context
	 */
	GenAiContext withUser(UnaryOperator<String> change) {
		Object user = this.metadata.get(USER);
		return (user != null) ? with(USER, change.apply(user.toString()), MAX_NAME) : this;
	}

	/** A text may be of a type of the application, which may throw. */
	private GenAiContext with(String key, @Nullable Object value, int length) {
		GenAiContext more = Guard.get("Something that was said of a context is not shared", null,
				() -> extended(key, value, length));
		return (more != null) ? more : this;
	}

	private GenAiContext extended(String key, @Nullable Object value, int length) {
		boolean full = this.metadata.size() >= MAX_METADATA && !this.metadata.containsKey(key);
		if (value == null || full || (value instanceof CharSequence text && text.isEmpty())) {
			return this;
		}
		Map<String, Object> more = new LinkedHashMap<>(this.metadata);
		more.put(key, (value instanceof CharSequence text) ? cut(text, length) : value);
		return new GenAiContext(more, this.tags);
	}

	private static String cut(CharSequence text, int length) {
		if (text.length() <= length) {
			return text.toString();
		}
		int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
		return text.subSequence(0, end).toString();
	}

	/**
	 * This context with what another one says inside of it.
	 * @param inner the other one, which wins
	 * @return both
	 */
	GenAiContext and(GenAiContext inner) {
		if (isEmpty()) {
			return inner;
		}
		GenAiContext both = this;
		for (Map.Entry<String, Object> entry : inner.metadata.entrySet()) {
			both = both.with(entry.getKey(), entry.getValue(), MAX_VALUE);
		}
		for (String tag : inner.tags) {
			both = both.tag(tag);
		}
		return both;
	}

	/**
	 * This context without what another one says as well.
	 * @param other the other one
	 * @return what is new
	 */
	GenAiContext unlessIn(GenAiContext other) {
		Map<String, Object> news = new LinkedHashMap<>(this.metadata);
		news.entrySet().removeAll(other.metadata.entrySet());
		Set<String> tags = new LinkedHashSet<>(this.tags);
		tags.removeAll(other.tags);
		return new GenAiContext(news, tags);
	}

	/**
	 * What this context says of the keys of another one.
	 * @param other the other one
	 * @return the metadata
	 */
	GenAiContext onKeysOf(GenAiContext other) {
		Map<String, Object> known = new LinkedHashMap<>(this.metadata);
		known.keySet().retainAll(other.metadata.keySet());
		return new GenAiContext(known, Set.of());
	}

	/**
	 * What a span says that is true of the work below it as well.
	 * @param labels what it says
	 * @return the context
	 */
	static GenAiContext of(SpanLabels labels) {
		GenAiContext context = EMPTY;
		for (Map.Entry<String, Object> entry : labels.metadata().entrySet()) {
			if (!OWN.matcher(entry.getKey()).lookingAt()) {
				context = context.metadata(entry.getKey(), entry.getValue());
			}
		}
		for (String tag : labels.tags()) {
			context = context.tag(tag);
		}
		return context;
	}

	boolean isEmpty() {
		return this.metadata.isEmpty() && this.tags.isEmpty();
	}

	Set<String> keys() {
		return this.metadata.keySet();
	}

	List<String> tags() {
		return new ArrayList<>(this.tags);
	}

	void writeOn(GenAiSpan span) {
		this.metadata.forEach(span::metadata);
		this.tags.forEach(span::tag);
	}

	/**
	 * How long a context is open. Closing it more than once does nothing. One that is
	 * closed by another thread or out of order ends, too, which is logged once.
	 */
	@PublicApi
	public interface Scope extends AutoCloseable {

		@Override
		void close();

	}

}
