package dev.gai.braintrust.replay.cassette;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One part of a body that has several, a file that is uploaded for example.
 *
 * @param name the name of its field
 * @param filename the name of the file, {@code null} if it is none
 * @param json its content, if that is JSON
 * @param text its content, if that is other text
 * @param sha256 the fingerprint of any other content
 * @since 0.1.0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CassettePart(String name, @Nullable String filename, @Nullable Object json, @Nullable String text,
		@Nullable String sha256) {

	/**
	 * Creates a part.
	 * @param name the name of its field
	 * @param filename the name of the file, {@code null} if it is none
	 * @param json its content, if that is JSON
	 * @param text its content, if that is other text
	 * @param sha256 the fingerprint of any other content
	 * @throws IllegalArgumentException if it says too little, or too much
	 */
	@SuppressWarnings({ "ConstantValue", "NullAway" }) // a file may leave out what it
														// must have
	public CassettePart {
		Wrong.when(name == null, "'name' is missing");
		Wrong.whenSeveral("json, text and sha256", json, text, sha256);
	}

	Map<String, @Nullable Object> facts() {
		Map<String, @Nullable Object> facts = new LinkedHashMap<>();
		facts.put("name", this.name);
		facts.put("filename", this.filename);
		facts.put("json", this.json);
		facts.put("text", this.text);
		facts.put("sha256", this.sha256);
		facts.values().removeIf((value) -> value == null);
		return facts;
	}

}
