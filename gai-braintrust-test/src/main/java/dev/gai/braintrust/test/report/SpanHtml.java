package dev.gai.braintrust.test.report;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is known of one span: conversation, error, metadata, figures, all attributes.
 */
final class SpanHtml {

	private static final JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	private final Html html;

	private final int maxValue;

	SpanHtml(Html html, int maxValue) {
		this.html = html;
		this.maxValue = maxValue;
	}

	void body(JsonNode row) {
		JsonNode attributes = row.path("attributes");
		this.html.raw("<div class=\"body\">");
		if (row.hasNonNull("error")) {
			this.html.element("pre class=\"problem\"", cut(row.path("error").asString("")));
		}
		content("Input", attributes.path("braintrust.input_json"));
		content("Output", attributes.path("braintrust.output_json"));
		content("Expected", attributes.path("braintrust.expected_json"));
		facts("Scores", row.path("scores"));
		facts("Metadata", row.path("metadata"));
		facts("Metrics", row.path("metrics"));
		this.html.raw("<details class=\"all\"><summary>All attributes</summary><dl>");
		for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
			this.html.element("dt", attribute.getKey())
				.raw("<dd>")
				.element("pre", cut(readable(attribute.getValue())))
				.raw("</dd>");
		}
		this.html.raw("</dl></details></div>");
	}

	private void content(String name, JsonNode attribute) {
		if (attribute.isMissingNode() || attribute.isNull()) {
			return;
		}
		this.html.element("h4", name);
		JsonNode tree = tree(attribute);
		if (tree == null || !messages(tree)) {
			this.html.element("pre", cut(readable(attribute)));
		}
	}

	/**
	 * Draws messages.
	 * @param tree what may be a conversation, or the choices of an answer
	 * @return whether it is
	 */
	private boolean messages(JsonNode tree) {
		if (!tree.isArray() || tree.isEmpty()) {
			return false;
		}
		for (JsonNode each : tree) {
			if (!message(each).hasNonNull("role")) {
				return false;
			}
		}
		tree.forEach((each) -> message(each, message(each)));
		return true;
	}

	private static JsonNode message(JsonNode each) {
		return each.path("message").isObject() ? each.path("message") : each;
	}

	private void message(JsonNode choice, JsonNode message) {
		String role = message.path("role").asString("");
		String style = switch (role) {
			case "system", "user", "assistant", "tool" -> role;
			default -> "other";
		};
		this.html.raw("<div class=\"message " + style + "\"><header>").element("b", role);
		if (choice.hasNonNull("finish_reason")) {
			this.html.element("span class=\"more\"", choice.path("finish_reason").asString(""));
		}
		this.html.raw("</header>");
		JsonNode content = message.path("content");
		if (!content.isNull() && !content.isMissingNode()) {
			this.html.element("pre class=\"said\"", cut(content.isString() ? content.asString() : readable(content)));
		}
		for (JsonNode call : message.path("tool_calls")) {
			JsonNode function = call.path("function");
			this.html.raw("<div class=\"toolcall\">")
				.element("b", function.path("name").asString(""))
				.element("pre", cut(readable(function.path("arguments"))))
				.raw("</div>");
		}
		this.html.raw("</div>");
	}

	private void facts(String name, JsonNode values) {
		if (values.isEmpty()) {
			return;
		}
		this.html.element("h4", name).raw("<dl class=\"facts\">");
		for (Map.Entry<String, JsonNode> value : values.properties()) {
			this.html.element("dt", value.getKey()).element("dd", cut(readable(value.getValue())));
		}
		this.html.raw("</dl>");
	}

	private static @Nullable JsonNode tree(JsonNode value) {
		try {
			return value.isString() ? mapper.readTree(value.asString()) : value;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	private static String readable(JsonNode value) {
		String text = value.isString() ? value.asString() : "";
		if (value.isString() && !text.startsWith("{") && !text.startsWith("[")) {
			return text;
		}
		JsonNode tree = tree(value);
		return (tree == null) ? text : tree.isValueNode() ? tree.asString("") : mapper.writeValueAsString(tree);
	}

	private String cut(String text) {
		return (text.length() > this.maxValue) ? text.substring(0, this.maxValue) + "…" : text;
	}

}
