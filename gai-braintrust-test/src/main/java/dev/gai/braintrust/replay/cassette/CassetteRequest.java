package dev.gai.braintrust.replay.cassette;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A request: what it is known by. Of headers nothing is kept. At most one kind of body is
 * there.
 *
 * @param method the method
 * @param path the path, with that of the target
 * @param query the parameters of the address, {@code null} for none
 * @param json a body of JSON
 * @param text a body of other text
 * @param form a body with the fields of a form
 * @param parts a body of several parts
 * @param sha256 the fingerprint of a body that is no text
 * @since 0.1.0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CassetteRequest(String method, String path, @Nullable Map<String, List<String>> query,
		@Nullable Object json, @Nullable String text, @Nullable Map<String, List<String>> form,
		@Nullable List<CassettePart> parts, @Nullable String sha256) {

	/**
	 * Creates a request.
	 * @param method the method
	 * @param path the path, with that of the target
	 * @param query the parameters of the address, {@code null} for none
	 * @param json a body of JSON
	 * @param text a body of other text
	 * @param form a body with the fields of a form
	 * @param parts a body of several parts
	 * @param sha256 the fingerprint of a body that is no text
	 * @throws IllegalArgumentException if it says too little, or too much
	 */
	@SuppressWarnings({ "ConstantValue", "NullAway" }) // a file may leave out what it
														// must have
	public CassetteRequest {
		Wrong.when(method == null || method.isBlank(), "'method' is missing");
		Wrong.when(path == null || !path.startsWith("/"), "'path' is missing, or does not begin with /");
		Wrong.whenSeveral("json, text, form, parts and sha256", json, text, form, parts, sha256);
	}

	CassetteRequest(String method, String path, @Nullable Map<String, List<String>> query) {
		this(method, path, query, null, null, null, null, null);
	}

	/**
	 * The method and the path.
	 * @return both, for messages
	 */
	public String route() {
		return this.method + " " + this.path;
	}

	boolean isOfRoute(CassetteRequest other) {
		return this.method.equalsIgnoreCase(other.method) && this.path.equals(other.path);
	}

	/**
	 * All that is compared, by the path that a difference is shown with.
	 * @return a tree of maps, lists, texts and numbers
	 */
	Map<String, @Nullable Object> facts() {
		Map<String, @Nullable Object> facts = new LinkedHashMap<>();
		facts.put("method", this.method);
		facts.put("path", this.path);
		facts.put("query", (this.query != null) ? this.query : Map.of());
		put(facts, "$", this.json);
		put(facts, "text", this.text);
		put(facts, "form", this.form);
		put(facts, "parts", (this.parts != null) ? this.parts.stream().map(CassettePart::facts).toList() : null);
		put(facts, "sha256", this.sha256);
		return facts;
	}

	private static void put(Map<String, @Nullable Object> facts, String name, @Nullable Object value) {
		if (value != null) {
			facts.put(name, value);
		}
	}

}
