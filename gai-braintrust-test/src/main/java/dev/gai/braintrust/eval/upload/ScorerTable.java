package dev.gai.braintrust.eval.upload;

import java.util.Locale;

import dev.gai.braintrust.test.report.Html;

/**
 * The table of what the scorers came to, beside the baseline and the last run where there
 * are such.
 */
final class ScorerTable {

	private final EvalReport report;

	private final Html html;

	ScorerTable(EvalReport report, Html html) {
		this.report = report;
		this.html = html;
	}

	/**
	 * Draws the table, unless there are no scorers.
	 */
	void draw() {
		if (this.report.scorers().isEmpty()) {
			return;
		}
		boolean compared = this.report.scorers().stream().anyMatch((scorer) -> scorer.baselineMean() != null);
		boolean repeated = this.report.scorers().stream().anyMatch((scorer) -> scorer.lastMean() != null);
		this.html
			.raw("<section aria-label=\"Scores\"><h2>Scores</h2><div class=\"panel scroll\"><table class=\"scorers\">"
					+ "<thead><tr><th>Scorer</th><th class=\"n\">Mean</th><th class=\"meter\"></th>")
			.raw(compared ? "<th class=\"n\">Baseline</th><th class=\"n\">Difference</th><th class=\"n\">p</th>" : "")
			.raw(repeated ? "<th class=\"n\">Last run</th>" : "")
			.raw("<th class=\"n\">Cases</th>")
			.raw((compared ? "<th>Worse than the baseline</th>" : "") + "</tr></thead><tbody>");
		for (ReportScorer scorer : this.report.scorers()) {
			this.html.raw("<tr>")
				.element("th scope=\"row\"", scorer.name())
				.element("td class=\"n\"", ReportNumbers.score(scorer.mean()))
				.raw("<td class=\"meter\">")
				.raw(meter(scorer))
				.raw("</td>");
			if (compared) {
				baseline(scorer);
			}
			if (repeated) {
				this.html.element("td class=\"n\"", ReportNumbers.score(scorer.lastMean()));
			}
			this.html.element("td class=\"n\"", scorer.count());
			if (compared) {
				this.html.element("td", String.join(", ", scorer.worse()));
			}
			this.html.raw("</tr>");
		}
		this.html.raw("</tbody></table></div>");
		ReportGate gate = this.report.gate();
		if (gate != null && !gate.table().isBlank()) {
			this.html.raw("<details class=\"gate\"><summary>What the gate compared</summary>")
				.element("pre class=\"scroll\"", gate.table())
				.raw("</details>");
		}
		this.html.raw("</section>");
	}

	private void baseline(ReportScorer scorer) {
		Double baseline = scorer.baselineMean();
		String trend = (baseline == null || Math.abs(scorer.mean() - baseline) < 0.0005) ? ""
				: (scorer.mean() < baseline) ? " down" : " up";
		this.html.element("td class=\"n\"", ReportNumbers.score(baseline))
			.element("td class=\"n" + trend + "\"", ReportNumbers.change(scorer.mean(), baseline))
			.element("td class=\"n\"", ReportNumbers.p(scorer.pValue()));
	}

	/**
	 * The mean as a bar, the baseline as a line across it.
	 */
	private static String meter(ReportScorer scorer) {
		String bar = String.format(Locale.ROOT,
				"<svg aria-hidden=\"true\"><rect class=\"track\" width=\"100%%\" y=\"5\" height=\"6\" rx=\"3\"></rect>"
						+ "<rect class=\"mean\" width=\"%.1f%%\" y=\"5\" height=\"6\" rx=\"3\"></rect>",
				Math.max(0, Math.min(1, scorer.mean())) * 100);
		Double baseline = scorer.baselineMean();
		String line = (baseline == null) ? "" : String.format(Locale.ROOT,
				"<rect class=\"mark\" x=\"%.1f%%\" width=\"2\" y=\"1\" height=\"14\"></rect>", baseline * 99);
		return bar + line + "</svg>";
	}

}
