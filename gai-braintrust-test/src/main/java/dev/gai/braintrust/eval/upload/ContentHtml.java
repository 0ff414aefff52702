package dev.gai.braintrust.eval.upload;

import java.util.List;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Patch;
import dev.gai.braintrust.test.report.Html;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Input, output and what was expected; the latter two as one text that shows where they
 * differ, word by word.
 */
final class ContentHtml {

	private static final int MAX_TEXT = 20_000;

	/** More would take seconds to compare and nobody reads it. */
	private static final int MAX_WORDS = 3_000;

	/** JSON with the same fields is to look the same, in whichever order they come. */
	private static final JsonMapper mapper = JsonMapper.builder()
		.enable(SerializationFeature.INDENT_OUTPUT)
		.enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
		.build();

	private final Html html;

	ContentHtml(Html html) {
		this.html = html;
	}

	void content(ReportCase each) {
		this.html.raw("<div class=\"texts\">");
		block("Input", each.input());
		String expected = (each.expected() != null) ? readable(each.expected()) : null;
		String output = (each.output() != null) ? readable(each.output()) : null;
		if (expected == null) {
			block("Output", each.output());
		}
		else if (output == null) {
			block("Expected", each.expected());
		}
		else if (expected.equals(output)) {
			this.html.raw("<section><h4>Output <span class=\"badge good\">as expected</span></h4>")
				.element("pre", cut(output))
				.raw("</section>");
		}
		else {
			difference(expected, output);
		}
		this.html.raw("</div>");
	}

	private void block(String name, @Nullable JsonNode value) {
		if (value != null && !value.isNull()) {
			this.html.raw("<section>").element("h4", name).element("pre", cut(readable(value))).raw("</section>");
		}
	}

	private void difference(String expected, String output) {
		List<String> before = words(expected);
		List<String> after = words(output);
		if (before.size() > MAX_WORDS || after.size() > MAX_WORDS) {
			this.html.raw("<section><h4>Expected</h4>").element("pre", cut(expected)).raw("</section>");
			this.html.raw("<section><h4>Output</h4>").element("pre", cut(output)).raw("</section>");
			return;
		}
		this.html.raw("<section class=\"diff\"><h4>Output <span class=\"legend\"><del>expected</del> <ins>output</ins>"
				+ "</span></h4><pre>");
		Patch<String> patch = DiffUtils.diff(before, after, true);
		for (AbstractDelta<String> delta : patch.getDeltas()) {
			String same = String.join("", delta.getSource().getLines());
			String other = String.join("", delta.getTarget().getLines());
			switch (delta.getType()) {
				case EQUAL -> this.html.text(same);
				case DELETE -> this.html.element("del", same);
				case INSERT -> this.html.element("ins", other);
				case CHANGE -> this.html.element("del", same).element("ins", other);
			}
		}
		this.html.raw("</pre></section>");
	}

	/**
	 * Words, white space and signs, each by itself.
	 */
	private static List<String> words(String text) {
		return List.of(text.split("(?<=\\s)(?=\\S)|(?<=\\S)(?=\\s)|(?<=[\\p{L}\\p{N}])(?=[^\\p{L}\\p{N}])"
				+ "|(?<=[^\\p{L}\\p{N}])(?=[\\p{L}\\p{N}])"));
	}

	static String readable(JsonNode value) {
		return value.isString() ? value.asString() : mapper.writeValueAsString(value);
	}

	private static String cut(String text) {
		return (text.length() > MAX_TEXT) ? text.substring(0, MAX_TEXT) + "… [" + text.length() + " characters]" : text;
	}

}
