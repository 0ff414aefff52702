package dev.gai.braintrust.trace.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Metadata, tags, scores and what the span is for. Part of a {@link SpanRecord};
 * thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class SpanLabels {

	private static final int MAX_ENTRIES = 512;

	private final NamedValues<Object> metadata = new NamedValues<>();

	private final NamedValues<Double> scores = new NamedValues<>();

	private volatile boolean feedbackExpected;

	private final NamedValues<Boolean> tags = new NamedValues<>();

	/** Of the span around it, only while this one runs. */
	private volatile @Nullable SpanLabels around;

	/** What was said around it, where calls below it outlive it. */
	private volatile Map<String, Object> inherited = Map.of();

	private final boolean judges;

	private volatile Map<String, Object> origin = Map.of();

	/** Keys of the metadata that this span shares with the work around it. */
	private volatile Set<String> sharedKeys = Set.of();

	private volatile List<String> sharedTags = List.of();

	private int refused;

	SpanLabels(boolean judges, @Nullable SpanLabels around) {
		this.judges = judges || (around != null && around.judges);
		this.around = around;
	}

	/**
	 * The metadata: plain trees by key.
	 * @return what is set by now, in the order in which the keys were first set
	 */
	public synchronized Map<String, Object> metadata() {
		Map<String, Object> set = this.metadata.read();
		if (this.refused == 0) {
			return set;
		}
		Map<String, Object> copy = new LinkedHashMap<>(set);
		copy.put("content.refused_labels", this.refused);
		return Collections.unmodifiableMap(copy);
	}

	/**
	 * Metadata of this span and, until it has ended, of those around it; the nearest says
	 * what a key means. By it a call is put down to a user or a cost center although only
	 * a method around it says so.
	 * @return what is set by now
	 */
	public Map<String, Object> effectiveMetadata() {
		SpanLabels outer = this.around;
		Map<String, Object> said = (outer != null) ? outer.effectiveMetadata() : this.inherited;
		if (said.isEmpty()) {
			return metadata();
		}
		Map<String, Object> effective = new LinkedHashMap<>(said);
		effective.putAll(metadata());
		return Collections.unmodifiableMap(effective);
	}

	/**
	 * Value of {@code span_attributes.purpose}, by which Braintrust keeps what judging
	 * costs apart.
	 * @return {@code scorer} for what judges, and everything below it, else {@code null}
	 */
	public @Nullable String purpose() {
		return this.judges ? "scorer" : null;
	}

	/**
	 * The row in Braintrust that the span is about, one of a dataset for example.
	 * @return {@code object_type}, {@code object_id}, {@code id} and so on, empty if
	 * there is none
	 */
	public Map<String, Object> origin() {
		return this.origin;
	}

	/**
	 * Lets go of the spans around this one, which has ended.
	 * @param childrenRun whether spans below may still ask what was said around it
	 */
	public void letGo(boolean childrenRun) {
		SpanLabels outer = this.around;
		if (outer != null) {
			this.inherited = childrenRun ? outer.effectiveMetadata() : Map.of();
			this.around = null;
		}
	}

	/**
	 * The scores by name.
	 * @return those that are set by now
	 */
	public Map<String, Double> scores() {
		return this.scores.read();
	}

	/**
	 * The tags.
	 * @return those that are set by now
	 */
	public List<String> tags() {
		return List.copyOf(this.tags.read().keySet());
	}

	/**
	 * Says which metadata and tags are shared with the work around the span.
	 * @param keys keys of the metadata
	 * @param tags the tags
	 */
	public void share(Set<String> keys, List<String> tags) {
		this.sharedKeys = Set.copyOf(keys);
		this.sharedTags = List.copyOf(tags);
	}

	/**
	 * Whether the work around the span says a key. It does not replace what the call says
	 * of itself, its model for example.
	 * @param key a key of the metadata
	 * @return whether it is shared
	 */
	public boolean isShared(String key) {
		return this.sharedKeys.contains(key);
	}

	/**
	 * Takes from the labels of a call what an attempt of it shares with it.
	 * @param call labels of the call
	 */
	public void shareWith(SpanLabels call) {
		Map<String, Object> said = call.metadata();
		share(call.sharedKeys, call.sharedTags);
		this.sharedKeys.forEach((key) -> metadata(key, said.get(key)));
		this.sharedTags.forEach(this::tag);
	}

	/**
	 * Takes the row of a dataset that the span stems from.
	 * @param origin reference to the row; copied
	 */
	public void origin(Map<String, Object> origin) {
		this.origin = Map.copyOf(origin);
	}

	/**
	 * Sets or removes an entry of the metadata.
	 * @param key its key
	 * @param tree its value, {@code null} to remove it
	 */
	public synchronized void metadata(String key, @Nullable Object tree) {
		if (tree == null) {
			this.metadata.remove(key);
		}
		else if (hasRoomFor(this.metadata, key)) {
			this.metadata.put(key, tree);
		}
	}

	/**
	 * Sets a score.
	 * @param name name of the score
	 * @param value from 0 to 1
	 */
	public synchronized void score(String name, double value) {
		if (hasRoomFor(this.scores, name)) {
			this.scores.put(name, value);
		}
	}

	/**
	 * Adds a tag.
	 * @param tag the tag
	 */
	public synchronized void tag(String tag) {
		if (hasRoomFor(this.tags, tag)) {
			this.tags.put(tag, true);
		}
	}

	private boolean hasRoomFor(NamedValues<?> values, String name) {
		if (values.size() < MAX_ENTRIES || values.get(name) != null) {
			return true;
		}
		this.refused++;
		return false;
	}

	/**
	 * Whether somebody has asked for a token to give feedback on the span.
	 * @return whether feedback may come
	 */
	public boolean isFeedbackExpected() {
		return this.feedbackExpected;
	}

	/** Notes that somebody has asked for a token. */
	public void expectFeedback() {
		this.feedbackExpected = true;
	}

}
