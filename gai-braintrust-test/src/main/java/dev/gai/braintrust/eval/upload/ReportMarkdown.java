package dev.gai.braintrust.eval.upload;

import dev.gai.braintrust.test.report.TraceHtml;
import org.jspecify.annotations.Nullable;

/**
 * A report as Markdown, for the summary of a CI run.
 */
final class ReportMarkdown {

	private static final int MAX_CASES = 200;

	private static final int MAX_TEXT = 120;

	private final StringBuilder text = new StringBuilder();

	private final EvalReport report;

	private final String base;

	ReportMarkdown(EvalReport report, String base) {
		this.report = report;
		this.base = base;
	}

	String text() {
		EvalReport report = this.report;
		line("# " + escaped(report.name(), Integer.MAX_VALUE));
		line("");
		line(verdict(report) + ", " + report.passed() + " of " + report.cases().size() + " cases passed, "
				+ TraceHtml.duration(report.durationMillis()) + ", " + ReportNumbers.usd(report.costUsd()) + ", "
				+ ReportNumbers.count(report.tokens()) + " tokens"
				+ ((report.judgeCostUsd().signum() > 0) ? ", judges " + ReportNumbers.usd(report.judgeCostUsd()) : "")
				+ ".");
		if (report.stoppedBecause() != null) {
			line("");
			line("Stopped: " + escaped(report.stoppedBecause(), Integer.MAX_VALUE));
		}
		if (report.part() != null) {
			line("");
			line("Only " + report.part() + " were run.");
		}
		line("");
		scorers();
		if (report.gate() != null && !report.gate().failures().isEmpty()) {
			line("");
			report.gate().failures().forEach((failure) -> line("- " + escaped(failure, Integer.MAX_VALUE)));
		}
		if (report.gate() != null && !report.gate().table().isBlank()) {
			line("");
			report.gate().table().lines().forEach((row) -> line("    " + row));
		}
		cases();
		line("");
		line(UploadText.of(report.upload()));
		line("");
		line("All cases with their traces: `" + this.base + ".html`");
		return this.text.toString();
	}

	private static String verdict(EvalReport report) {
		ReportGate gate = report.gate();
		return (gate == null) ? "No gate" : gate.passed() ? "**Gate passed**" : "**Gate failed**";
	}

	private void scorers() {
		line("| scorer | mean | baseline | difference | p | worse | last run |");
		line("|---|---:|---:|---:|---:|---|---:|");
		for (ReportScorer scorer : this.report.scorers()) {
			line("| " + escaped(scorer.name(), MAX_TEXT) + " | " + ReportNumbers.score(scorer.mean()) + " | "
					+ ReportNumbers.score(scorer.baselineMean()) + " | "
					+ ReportNumbers.change(scorer.mean(), scorer.baselineMean()) + " | "
					+ ReportNumbers.p(scorer.pValue()) + " | " + escaped(String.join(", ", scorer.worse()), MAX_TEXT)
					+ " | " + ReportNumbers.score(scorer.lastMean()) + " |");
		}
	}

	private void cases() {
		line("");
		line("| case | passed | scores | output |");
		line("|---|---|---|---|");
		this.report.cases().stream().sorted(ReportCase.worstFirst()).limit(MAX_CASES).forEach((each) -> {
			StringBuilder scores = new StringBuilder();
			for (ReportScore score : each.scores()) {
				scores.append((scores.length() > 0) ? ", " : "")
					.append(score.name())
					.append(' ')
					.append(ReportNumbers.score(score.value()));
			}
			String said = (each.error() != null) ? each.error()
					: (each.output() == null) ? "" : ContentHtml.readable(each.output());
			line("| " + escaped(each.id(), MAX_TEXT) + ((each.trial() > 1) ? " (" + each.trial() + ")" : "") + " | "
					+ (each.passed() ? "yes" : "no") + " | " + escaped(scores.toString(), 2 * MAX_TEXT) + " | "
					+ escaped(said, MAX_TEXT) + " |");
		});
		if (this.report.cases().size() > MAX_CASES) {
			line("");
			line((this.report.cases().size() - MAX_CASES) + " more cases are in the page.");
		}
	}

	private void line(String line) {
		this.text.append(line).append('\n');
	}

	private static String escaped(@Nullable String text, int length) {
		if (text == null) {
			return "";
		}
		String line = text.replaceAll("\\s+", " ").strip();
		line = (line.length() > length) ? line.substring(0, length) + "…" : line;
		return line.replaceAll("([\\\\`*_\\[\\]<>|#!~@&])", "\\\\$1");
	}

}
