package dev.gai.braintrust.export.row;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.content.MaskedJson;
import dev.gai.braintrust.content.media.MediaOfRow;
import org.jspecify.annotations.Nullable;

/**
 * Content fields of one row: masked, written as JSON, and cut, each to the limit of a
 * field and together to the limit of a span, the longest first.
 */
final class RowFields {

	private static final int SMALLEST_CUT = 1024;

	static final String METADATA = "metadata";

	static final String METADATA_ATTRIBUTE = "braintrust.metadata";

	private final MaskedJson json;

	private final int maxFieldBytes;

	private final int maxSpanBytes;

	private final List<RowField> fields = new ArrayList<>();

	private final MediaOfRow media;

	RowFields(MaskedJson json, MediaOfRow media, int maxFieldBytes, int maxSpanBytes) {
		this.media = media;
		this.json = json;
		this.maxFieldBytes = maxFieldBytes;
		this.maxSpanBytes = maxSpanBytes;
	}

	/**
	 * Adds a field.
	 * @param name name of the field
	 * @param attribute the attribute that carries it
	 * @param tree its value, {@code null} for none
	 */
	void add(String name, String attribute, @Nullable Object tree) {
		if (tree != null) {
			Object described = this.media.apply(tree);
			if (described != null) {
				MaskedJson.Field written = this.json.write(name, described, this.maxFieldBytes);
				this.fields.add(new RowField(name, attribute, written, this.maxFieldBytes));
			}
		}
	}

	/**
	 * Cuts the longest fields until all fit together.
	 * @param others bytes of what else the span holds
	 */
	void fit(int others) {
		while (others + total() > this.maxSpanBytes) {
			RowField longest = this.fields.stream().max(Comparator.comparingInt(RowField::bytes)).orElse(null);
			if (longest == null || longest.bytes() <= SMALLEST_CUT) {
				return;
			}
			int limit = Math.max(SMALLEST_CUT, longest.bytes() / 2);
			this.fields.set(this.fields.indexOf(longest),
					written(longest.name(), longest.attribute(), longest.tree(), limit));
		}
	}

	/**
	 * Says in the metadata which fields were cut.
	 */
	void markTruncated() {
		List<String> truncated = new ArrayList<>();
		for (RowField field : this.fields) {
			if (field.truncated()) {
				truncated.add(field.name());
			}
		}
		if (truncated.isEmpty()) {
			return;
		}
		Map<Object, @Nullable Object> marked = new LinkedHashMap<>();
		marked.put("content.truncated", truncated);
		RowField last = this.fields.isEmpty() ? null : this.fields.get(this.fields.size() - 1);
		if (last == null || !last.name().equals(METADATA)) {
			this.fields.add(written(METADATA, METADATA_ATTRIBUTE, marked, this.maxFieldBytes));
		}
		else if (last.tree() instanceof Map<?, ?> metadata) {
			marked.putAll(metadata);
			this.fields.set(this.fields.size() - 1, written(METADATA, METADATA_ATTRIBUTE, marked, last.limit()));
		}
	}

	private RowField written(String name, String attribute, @Nullable Object masked, int limit) {
		return new RowField(name, attribute, this.json.cut(masked, limit), limit);
	}

	private int total() {
		int total = 0;
		for (RowField field : this.fields) {
			total += field.bytes();
		}
		return total;
	}

	List<RowField> all() {
		return this.fields;
	}

}
