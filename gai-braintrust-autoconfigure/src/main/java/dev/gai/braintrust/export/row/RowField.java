package dev.gai.braintrust.export.row;

import dev.gai.braintrust.content.MaskedJson;
import dev.gai.braintrust.content.bytes.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * A field of a row that has been written as JSON.
 *
 * @param name name of the field, for example {@code input}
 * @param attribute the attribute that carries it
 * @param written its value, masked and cut to its limit
 * @param limit the most bytes of the JSON
 */
record RowField(String name, String attribute, MaskedJson.Field written, int limit) {

	/**
	 * Its value, masked.
	 * @return a plain tree, made when it is asked for
	 */
	@Nullable Object tree() {
		return this.written.tree().get();
	}

	JsonText json() {
		return this.written.json();
	}

	boolean truncated() {
		return this.written.truncated();
	}

	/**
	 * Length of the JSON in UTF-8.
	 * @return the number of bytes
	 */
	int bytes() {
		return json().length();
	}

}
