package dev.gai.braintrust.eval.upload;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.gai.braintrust.test.report.Html;
import dev.gai.braintrust.test.report.TraceHtml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One case on the page: a line with its scores, below it all that is known.
 */
final class CaseHtml {

	private static final JsonMapper json = new JsonMapper();

	private static final int MAX_VALUE = 20_000;

	private static final int MAX_LABEL = 160;

	/** A page that a browser opens at once; what is beyond is in the JSON file. */
	private static final int MAX_PAGE = 24 * 1024 * 1024;

	private final Html html;

	private final Set<String> worse;

	/**
	 * Creates a way to draw cases.
	 * @param html where they go
	 * @param worse ids of those that are worse than in the baseline
	 */
	CaseHtml(Html html, Set<String> worse) {
		this.html = html;
		this.worse = worse;
	}

	void draw(ReportCase each, int number) {
		boolean worse = each.change() < 0 || this.worse.contains(each.id());
		this.html
			.raw("<li class=\"case" + (each.passed() ? "" : " failed") + (worse ? " worse" : "") + "\" data-order=\""
					+ number + "\" data-name=\"")
			.text(each.id())
			.raw(String.format(Locale.ROOT,
					"\" data-score=\"%.6f\" data-change=\"%.6f\" data-took=\"%.3f\" data-scores=\"", each.score(),
					each.change(), each.durationMillis()))
			.text(scores(each))
			.raw("\"><details><summary>");
		line(each, worse);
		this.html.raw("</summary><div class=\"inside\">");
		if (each.error() != null) {
			this.html.element("pre class=\"problem\"", each.error());
		}
		new ContentHtml(this.html).content(each);
		scoreTable(each);
		metadata(each);
		trace(each);
		this.html.raw("</div></details></li>\n");
	}

	/**
	 * Each score by its name, for the script that sorts.
	 */
	private static String scores(ReportCase each) {
		StringBuilder text = new StringBuilder("{");
		for (ReportScore score : each.scores()) {
			if (score.value() != null) {
				text.append((text.length() > 1) ? "," : "")
					.append(json.writeValueAsString(score.name()))
					.append(':')
					.append(score.value());
			}
		}
		return text.append('}').toString();
	}

	private void line(ReportCase each, boolean worse) {
		this.html
			.raw("<span class=\"dot " + (each.passed() ? "good" : "bad") + "\" role=\"img\" aria-label=\""
					+ (each.passed() ? "passed" : "failed") + "\"></span>")
			.raw("<span class=\"what\">")
			.element("b", each.id());
		if (each.trial() > 1) {
			this.html.element("span class=\"badge\"", "trial " + each.trial());
		}
		if (worse) {
			this.html.element("span class=\"badge warn\"", "worse");
		}
		JsonNode input = each.input();
		String asked = (input == null) ? "" : ContentHtml.readable(input).replaceAll("\\s+", " ").strip();
		if (!asked.equals(each.id())) {
			this.html.element("span class=\"asked\"",
					(asked.length() > MAX_LABEL) ? asked.substring(0, MAX_LABEL) + "…" : asked);
		}
		this.html.raw("</span><span class=\"chips\">");
		for (ReportScore score : each.scores()) {
			if (score.name().equals("pass")) {
				// The dot says it.
				continue;
			}
			this.html.raw("<span class=\"chip " + grade(score) + "\">")
				.element("span", score.name())
				.raw(" ")
				.element("b", ReportNumbers.score(score.value()));
			if (score.change() != 0) {
				this.html.raw(" ")
					.element("i class=\"" + ((score.change() < 0) ? "down" : "up") + "\"",
							ReportNumbers.change(score.value(), score.last()));
			}
			this.html.raw("</span>");
		}
		this.html.raw("</span>").element("span class=\"took\"", TraceHtml.duration(each.durationMillis()));
	}

	private static String grade(ReportScore score) {
		if (score.error() != null) {
			return "bad";
		}
		Double value = score.value();
		return (value == null) ? "none" : (value >= 0.8) ? "good" : (value >= 0.5) ? "warn" : "bad";
	}

	private void scoreTable(ReportCase each) {
		if (each.scores().isEmpty()) {
			return;
		}
		this.html.raw("<h4>Scores</h4><div class=\"scroll\"><table><thead><tr><th>Scorer</th><th class=\"n\">Score</th>"
				+ "<th class=\"n\">Last run</th><th>Why</th></tr></thead><tbody>");
		for (ReportScore score : each.scores()) {
			this.html.raw("<tr>")
				.element("td", score.name())
				.element("td class=\"n\"", ReportNumbers.score(score.value()))
				.element("td class=\"n\"", ReportNumbers.score(score.last()))
				.raw("<td>");
			if (score.error() != null) {
				this.html.element("span class=\"error\"", score.error());
			}
			else {
				this.html.text((score.reason() != null) ? score.reason() : "");
			}
			JsonNode more = score.metadata();
			if (more != null && !more.isEmpty()) {
				this.html.element("p class=\"more\"", more);
			}
			this.html.raw("</td></tr>");
		}
		this.html.raw("</tbody></table></div>");
	}

	private void metadata(ReportCase each) {
		JsonNode metadata = each.metadata();
		boolean empty = metadata == null || metadata.isEmpty();
		if (empty && each.tags().isEmpty()) {
			return;
		}
		this.html.raw("<h4>Metadata</h4><dl class=\"facts\">");
		if (!each.tags().isEmpty()) {
			this.html.element("dt", "tags").element("dd", String.join(", ", each.tags()));
		}
		if (metadata != null) {
			for (Map.Entry<String, JsonNode> entry : metadata.properties()) {
				this.html.element("dt", entry.getKey()).element("dd", ContentHtml.readable(entry.getValue()));
			}
		}
		this.html.raw("</dl>");
	}

	private void trace(ReportCase each) {
		JsonNode trace = each.trace();
		this.html.element("h4", "Trace");
		if (trace == null || trace.path("rows").isEmpty()) {
			this.html.element("p class=\"note\"", "The application did nothing that is traced.");
		}
		else if (this.html.length() > MAX_PAGE) {
			this.html.element("p class=\"note\"", "The page is full: the trace is in the JSON file.");
		}
		else {
			TraceHtml.draw(trace, MAX_VALUE, this.html);
		}
	}

}
