package dev.gai.braintrust.error;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.gai.braintrust.guard.PublicMethod;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the body of a refusal says. Providers write it in one of a few forms: OpenAI's
 * {@code {"error":{"code","type","message"}}}, which Groq, Azure and many others share;
 * Anthropic's with {@code error.type} only; Google's with {@code error.status} and
 * {@code details}; Mistral's without the {@code error} around it; Ollama's with a text
 * alone.
 *
 * @param codes codes, the most precise first, in lower case
 * @param message what happened, for the provider's users; empty if it is not said
 * @param retryDelay Google's {@code retryDelay}, {@code null} if there is none
 */
record ErrorBody(List<String> codes, String message, @Nullable String retryDelay) {

	static final ErrorBody NONE = new ErrorBody(List.of(), "", null);

	/** An error that is longer says it at the beginning, or is a page of HTML. */
	private static final int MAX_LENGTH = 65_536;

	private static final int NUMBER_LENGTH = 4;

	private static final int STATUS_LENGTH = 3;

	private static final JsonMapper mapper = JsonMapper.builder().build();

	/**
	 * Reads a body.
	 * @param body text, a map, or an object of an SDK that converts itself to a map
	 * @return what it says, {@link #NONE} if it cannot be understood
	 */
	static ErrorBody of(@Nullable Object body) {
		if (body == null) {
			return NONE;
		}
		try {
			if (body instanceof CharSequence text) {
				return ofText(text.toString());
			}
			Object tree = (body instanceof Map<?, ?>) ? body : PublicMethod.call(body, "convert", Map.class);
			return (tree != null) ? ofJson(mapper.valueToTree(tree)) : ofText(body.toString());
		}
		catch (JacksonException | IllegalArgumentException ex) {
			return NONE;
		}
	}

	/**
	 * The status that the body says the refusal has, 0 if it says none.
	 */
	int status() {
		return this.codes.stream().filter(ErrorBody::isStatus).findFirst().map(Integer::parseInt).orElse(0);
	}

	private static boolean isStatus(String code) {
		return code.length() == STATUS_LENGTH && (code.charAt(0) == '4' || code.charAt(0) == '5')
				&& code.chars().allMatch(Character::isDigit);
	}

	private static ErrorBody ofText(String text) {
		int start = text.indexOf('{');
		if (start < 0 || text.length() > MAX_LENGTH) {
			return new ErrorBody(List.of(), text.substring(0, Math.min(text.length(), MAX_LENGTH)), null);
		}
		try {
			return ofJson(mapper.readTree(text.substring((text.startsWith("[")) ? 0 : start)));
		}
		catch (JacksonException ex) {
			return new ErrorBody(List.of(), text, null);
		}
	}

	private static ErrorBody ofJson(JsonNode json) {
		JsonNode root = json.isArray() ? json.path(0) : json;
		JsonNode error = root.path("error").isObject() ? root.path("error") : root;
		List<String> codes = new ArrayList<>();
		add(codes, error.path("innererror").path("code"));
		String retryDelay = null;
		for (JsonNode detail : error.path("details")) {
			add(codes, detail.path("reason"));
			for (JsonNode violation : detail.path("violations")) {
				addPeriod(codes, violation.path("quotaId").stringValue(""));
			}
			retryDelay = (retryDelay != null) ? retryDelay : detail.path("retryDelay").stringValue(null);
		}
		if (!isNumberOfMistral(root)) {
			add(codes, error.path("code"));
		}
		add(codes, error.path("status"));
		add(codes, error.path("type"));
		String message = error.path("message").stringValue(root.path("error").stringValue(""));
		return new ErrorBody(List.copyOf(codes), message, retryDelay);
	}

	/** Others have the same numbers for other errors. Mistral's have a type as well. */
	private static boolean isNumberOfMistral(JsonNode root) {
		String code = root.path("code").stringValue("");
		return "error".equals(root.path("object").stringValue("")) && root.path("type").isString()
				&& code.length() == NUMBER_LENGTH && code.chars().allMatch(Character::isDigit);
	}

	/**
	 * Codes are written with blanks, dashes or underscores. Some have a more precise part
	 * behind a dot.
	 */
	private static void add(List<String> codes, JsonNode code) {
		if (code.isInt() && isStatus(code.asString())) {
			codes.add(code.asString());
		}
		if (code.isString()) {
			String name = code.stringValue().toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
			codes.add(name);
			int dot = name.indexOf('.');
			if (dot > 0) {
				codes.add(name.substring(0, dot));
			}
		}
	}

	/**
	 * Google's limits of a day are quotas, those of a minute are rates.
	 */
	private static void addPeriod(List<String> codes, String quotaId) {
		if (quotaId.contains("PerDay")) {
			codes.add("insufficient_quota");
		}
	}

}
