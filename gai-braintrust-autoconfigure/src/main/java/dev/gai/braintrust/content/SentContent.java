package dev.gai.braintrust.content;

import dev.gai.braintrust.content.media.MediaOfRow;
import dev.gai.braintrust.content.snapshot.ContentSnapshots;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Copies, masks and cuts values as the content of spans is, for what is sent beside them.
 * Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class SentContent {

	private static final JsonMapper json = new JsonMapper();

	private final ContentMasking masking;

	private final ContentSnapshots snapshots;

	private final ContentJson writer = new ContentJson();

	private final int maxFieldBytes;

	/**
	 * Creates a way for values.
	 * @param masking masks them
	 * @param snapshots copies them
	 * @param maxFieldBytes the largest size of one
	 */
	public SentContent(ContentMasking masking, ContentSnapshots snapshots, int maxFieldBytes) {
		this.masking = masking;
		this.snapshots = snapshots;
		this.maxFieldBytes = maxFieldBytes;
	}

	/**
	 * A value as it is sent.
	 * @param field name of the field
	 * @param value any value
	 * @return its JSON, masked and cut
	 */
	public JsonNode value(String field, @Nullable Object value) {
		return tree(field, this.snapshots.take(value).tree());
	}

	/**
	 * A value that was copied before, as it is sent.
	 * @param field name of the field
	 * @param tree a plain tree
	 * @return its JSON, masked and cut
	 */
	public JsonNode tree(String field, @Nullable Object tree) {
		return json.readTree(
				this.writer.write(this.masking.mask(field, MediaOfRow.described().apply(tree)), this.maxFieldBytes)
					.json());
	}

	/**
	 * A short text as it is sent.
	 * @param field name of the field
	 * @param text the text
	 * @return the text, masked
	 */
	public String text(String field, String text) {
		return this.masking.maskText(field, text);
	}

}
