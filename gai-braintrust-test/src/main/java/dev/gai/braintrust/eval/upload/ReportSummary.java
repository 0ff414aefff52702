package dev.gai.braintrust.eval.upload;

import java.nio.file.Path;

import dev.gai.braintrust.test.report.TraceHtml;

/**
 * A report in a few lines for the log.
 */
final class ReportSummary {

	private ReportSummary() {
	}

	/**
	 * Writes it.
	 * @param report the report
	 * @param page where the page is
	 * @return several lines without a last line feed
	 */
	static String of(EvalReport report, Path page) {
		ReportGate gate = report.gate();
		StringBuilder text = new StringBuilder();
		text.append("Eval \"").append(report.name()).append("\": ").append(report.passed()).append(" of ");
		text.append(report.cases().size()).append(" cases passed");
		text.append((gate == null) ? "" : gate.passed() ? ", gate passed" : ", gate failed");
		text.append(", ").append(TraceHtml.duration(report.durationMillis()));
		text.append(", ").append(ReportNumbers.count(report.tokens())).append(" tokens, ");
		text.append(ReportNumbers.usd(report.costUsd()));
		if (report.judgeCostUsd().signum() > 0) {
			text.append(" and judges ").append(ReportNumbers.usd(report.judgeCostUsd()));
		}
		if (report.stoppedBecause() != null) {
			text.append("\n  stopped: ").append(report.stoppedBecause());
		}
		if (report.part() != null) {
			text.append("\n  only ").append(report.part()).append(" were run; the report of all is as it was");
		}
		int width = report.scorers().stream().mapToInt((scorer) -> scorer.name().length()).max().orElse(0);
		for (ReportScorer scorer : report.scorers()) {
			text.append("\n  ").append(scorer.name()).append(" ".repeat(width - scorer.name().length()));
			text.append("  ").append(ReportNumbers.score(scorer.mean()));
			if (scorer.baselineMean() != null) {
				text.append(", baseline ").append(ReportNumbers.score(scorer.baselineMean()));
				text.append(" (").append(ReportNumbers.change(scorer.mean(), scorer.baselineMean()));
				text.append((scorer.pValue() != null) ? ", p " + ReportNumbers.p(scorer.pValue()) + ")" : ")");
			}
			else if (scorer.lastMean() != null) {
				text.append(", last run ").append(ReportNumbers.score(scorer.lastMean()));
			}
		}
		text.append("\n  ").append(page);
		return text.append("\n  ").append(UploadText.of(report.upload())).toString();
	}

}
