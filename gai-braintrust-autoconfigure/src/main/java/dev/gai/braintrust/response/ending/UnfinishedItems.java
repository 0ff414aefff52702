package dev.gai.braintrust.response.ending;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.response.usage.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Items of a stream of OpenAI's Responses API which has ended before the event that
 * repeats them all: those that are done, and what has come of the others.
 *
 * @since 0.1.0
 */
@Internal
public final class UnfinishedItems {

	private static final String PREFIX = "response.";

	private static final Set<String> SPOKEN = Set.of("output_text", "text", "output_audio_transcript",
			"audio_transcript");

	/** Between the type of a call and its field that arrives in pieces. */
	private static final String CALL = "_call_";

	private final Map<String, Item> items = new LinkedHashMap<>();

	private UnfinishedItems() {
	}

	/**
	 * The items of a stream.
	 * @param events the events
	 * @return the items in the order in which they started
	 */
	public static List<JsonValue> in(List<JsonValue> events) {
		UnfinishedItems unfinished = new UnfinishedItems();
		for (JsonValue event : events) {
			String type = event.get("type").text();
			if (type != null && type.startsWith(PREFIX)) {
				unfinished.add(type.substring(PREFIX.length()), event);
			}
		}
		return unfinished.items.values().stream().map(Item::build).toList();
	}

	private void add(String kind, JsonValue event) {
		String piece = event.get("delta").text();
		if (kind.equals("output_item.added")) {
			item(kind, event).started = event.get("item");
		}
		else if (kind.equals("output_item.done")) {
			item(kind, event).done = event.get("item");
		}
		else if (kind.equals("output_text.annotation.added")) {
			Object plain = event.get("annotation").plain();
			if (plain != null) {
				item(kind, event).annotations.add(plain);
			}
		}
		else if (piece != null && kind.endsWith(".delta")) {
			delta(kind.substring(0, kind.length() - ".delta".length()), event, piece);
		}
	}

	private void delta(String kind, JsonValue event, String piece) {
		int call = kind.lastIndexOf(CALL);
		if (SPOKEN.contains(kind)) {
			item("message", event).part("text", event, "content_index").append(piece);
		}
		else if (kind.equals("refusal")) {
			item("message", event).part("refusal", event, "content_index").append(piece);
		}
		else if (kind.equals("reasoning_text")) {
			item("reasoning", event).part("content", event, "content_index").append(piece);
		}
		else if (kind.equals("reasoning_summary_text")) {
			item("reasoning", event).part("summary", event, "summary_index").append(piece);
		}
		else if (call > 0) {
			String type = kind.substring(0, call + CALL.length() - 1);
			item(type, event).part(kind.substring(call + CALL.length()), event, "").append(piece);
		}
	}

	/** Some servers give an item another id in each event, and some give it no index. */
	private Item item(String kind, JsonValue event) {
		Long index = event.get("output_index").count();
		String id = event.firstLabel("item_id");
		String key = (index != null) ? index.toString() : (id != null) ? id : event.get("item").get("id").label();
		Item item = this.items.computeIfAbsent((key != null) ? key : kind, (started) -> new Item(id));
		item.type = (item.type == null && !kind.contains(".")) ? kind : item.type;
		return item;
	}

	/**
	 * An item of which pieces have come.
	 */
	private static final class Item {

		private final @Nullable String id;

		private final List<Object> annotations = new ArrayList<>();

		/** By the names of the fields, and there by their places. */
		private final Map<String, Map<Long, StringBuilder>> pieces = new LinkedHashMap<>();

		private @Nullable String type;

		private @Nullable JsonValue started;

		private @Nullable JsonValue done;

		Item(@Nullable String id) {
			this.id = id;
		}

		StringBuilder part(String field, JsonValue event, String place) {
			Long index = event.get(place).count();
			return this.pieces.computeIfAbsent(field, (name) -> new TreeMap<>())
				.computeIfAbsent((index != null) ? index : 0, (key) -> new StringBuilder());
		}

		JsonValue build() {
			if (this.done != null) {
				return this.done;
			}
			Map<Object, @Nullable Object> built = new LinkedHashMap<>();
			if (this.started != null && this.started.plain() instanceof Map<?, ?> came) {
				built.putAll(came);
			}
			else {
				built.put("id", this.id);
				built.put("type", (this.type != null) ? this.type : "message");
				built.values().remove(null);
			}
			Object type = built.get("type");
			if ("message".equals(type)) {
				built.put("content", content());
			}
			else if ("reasoning".equals(type)) {
				this.pieces.forEach((field, texts) -> built.put(field, parts("text", texts)));
			}
			else {
				this.pieces.forEach((field, texts) -> built.put(field, String.join("", texts.values())));
			}
			return JsonValue.of(built);
		}

		private List<Object> content() {
			List<Object> content = new ArrayList<>();
			this.pieces.forEach((field, texts) -> content.addAll(parts(field, texts)));
			if (!this.annotations.isEmpty()) {
				content.add(Map.of("annotations", this.annotations));
			}
			return content;
		}

		private static List<Object> parts(String field, Map<Long, StringBuilder> texts) {
			List<Object> parts = new ArrayList<>();
			texts.values().forEach((text) -> parts.add(Map.of(field, text.toString())));
			return parts;
		}

	}

}
