package dev.gai.braintrust.content;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.gai.braintrust.content.bytes.JsonBytes;
import dev.gai.braintrust.content.bytes.JsonText;
import dev.gai.braintrust.content.bytes.TextBytes;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Masks trees and writes them as JSON in one walk, into memory that is used again: of a
 * row nothing is allocated but what it is sent as. What cannot be written in this way,
 * since it is too long, or masked by what the application has brought along, is masked
 * first and then written; the result is the same. Used by one thread.
 *
 * @since 0.1.0
 */
@Internal
public final class MaskedJson {

	private final ContentMasking masking;

	private final ContentJson json;

	private final JsonBytes out;

	private final JsonWriter plain;

	private final @Nullable JsonWriter masked;

	/**
	 * Creates a writer.
	 * @param masking masks, for this thread
	 * @param json writes what is cut
	 * @param bytes where the thread has the bytes of texts
	 */
	public MaskedJson(ContentMasking masking, ContentJson json, TextBytes bytes) {
		this.masking = masking;
		this.json = json;
		this.out = new JsonBytes(bytes);
		this.plain = new JsonWriter(this.out, null);
		TreeMasking whileWriting = masking.whileWriting();
		this.masked = (whileWriting != null) ? new JsonWriter(this.out, whileWriting) : null;
	}

	/**
	 * Begins with another row. Of the one before nothing is left.
	 */
	public void clear() {
		this.out.clear();
	}

	/**
	 * Masks and writes a field.
	 * @param field its name
	 * @param tree a plain tree
	 * @param maxBytes how many bytes the JSON may take
	 * @return the field
	 */
	public Field write(String field, Object tree, int maxBytes) {
		Field whole = (this.masked != null) ? inOneWalk(this.masked, field, tree, maxBytes) : null;
		if (whole != null) {
			return whole;
		}
		Object first = this.masking.mask(field, tree);
		return cut(first, maxBytes);
	}

	private @Nullable Field inOneWalk(JsonWriter writer, String field, Object tree, int maxBytes) {
		int start = this.out.length();
		try {
			this.masking.beginField();
			if (writer.write(tree, maxBytes)) {
				return new Field(writer.json(), writer.isCut(), () -> this.masking.mask(field, tree));
			}
		}
		catch (Throwable ex) {
			// Masked as a whole it says what is wrong with it.
			Guard.rethrowFatal(ex);
		}
		this.out.back(start);
		return null;
	}

	/**
	 * Writes a tree that has been masked.
	 * @param tree the tree
	 * @param maxBytes how many bytes the JSON may take
	 * @return the field
	 */
	public Field cut(@Nullable Object tree, int maxBytes) {
		int start = this.out.length();
		ContentJson.Cut cut = this.json.write(tree, maxBytes);
		this.out.json(cut.json());
		return new Field(this.out.since(start), cut.truncated(), () -> tree);
	}

	/**
	 * Writes a tree that holds nothing to be masked or cut.
	 * @param tree the tree
	 * @return its JSON
	 */
	public JsonText plain(Object tree) {
		int start = this.out.length();
		if (this.plain.write(tree, Integer.MAX_VALUE)) {
			return this.plain.json();
		}
		this.out.back(start);
		return cut(tree, Integer.MAX_VALUE).json();
	}

	/**
	 * Writes an object that holds nothing to be masked or cut.
	 * @param fields tells its fields
	 * @return its JSON, {@code null} if it has no fields
	 */
	public @Nullable JsonText object(Consumer<BiConsumer<String, Object>> fields) {
		int start = this.out.length();
		if (this.plain.object(fields)) {
			return this.plain.json();
		}
		this.out.back(start);
		return null;
	}

	/**
	 * A field that has been written.
	 *
	 * @param json its JSON
	 * @param truncated whether something was cut to make it fit
	 * @param tree makes the tree again, masked
	 */
	public record Field(JsonText json, boolean truncated, Supplier<@Nullable Object> tree) {
	}

}
