package dev.gai.braintrust.eval.upload;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

import dev.gai.braintrust.test.report.Html;
import dev.gai.braintrust.test.report.TraceHtml;
import org.jspecify.annotations.Nullable;

/**
 * A report as one page that loads nothing. Its script only sorts and filters: without it
 * the page is whole.
 */
final class ReportPage {

	private static final DateTimeFormatter moment = DateTimeFormatter
		.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
		.withZone(ZoneOffset.UTC);

	private static final int MAX_CASES = 5_000;

	private final EvalReport report;

	private final Html html = new Html();

	ReportPage(EvalReport report) {
		this.report = report;
	}

	String html() {
		String script = Html.resource(ReportPage.class, "report.js");
		this.html.begin(this.report.name() + " · eval",
				TraceHtml.style() + Html.resource(ReportPage.class, "report.css"), script);
		this.html.raw("<main>");
		head();
		new ScorerTable(this.report, this.html).draw();
		cases();
		this.html.raw("</main>");
		return this.html.end(script);
	}

	private void head() {
		EvalReport report = this.report;
		ReportGate gate = report.gate();
		this.html.raw("<header class=\"head\"><div class=\"title\">").element("h1", report.name());
		if (gate != null) {
			this.html.element("span class=\"badge " + (gate.passed() ? "good" : "bad") + "\"",
					gate.passed() ? "Gate passed" : "Gate failed");
		}
		if (report.stoppedBecause() != null) {
			this.html.element("span class=\"badge warn\"", "Stopped early");
		}
		if (report.part() != null) {
			this.html.element("span class=\"badge warn\"", "Only " + report.part());
		}
		this.html.raw("</div>").element("p class=\"note\"", subtitle()).raw("</header>");
		this.html.raw("<dl class=\"figures-row\">");
		long failed = report.cases().size() - report.passed();
		figure("Passed", report.passed() + " of " + report.cases().size(), (failed > 0) ? "bad" : "good");
		figure("Duration", TraceHtml.duration(report.durationMillis()), null);
		figure("Tokens", ReportNumbers.count(report.tokens()), null);
		figure("Cost", ReportNumbers.usd(report.costUsd()), null);
		if (report.judgeCostUsd().signum() > 0) {
			figure("Judges", ReportNumbers.usd(report.judgeCostUsd()), null);
		}
		this.html.raw("</dl>");
		if (report.stoppedBecause() != null) {
			this.html.element("p class=\"problem\"", report.stoppedBecause());
		}
		if (gate != null && !gate.passed()) {
			this.html.raw("<ul class=\"problem\">");
			gate.failures().forEach((failure) -> this.html.element("li", failure));
			this.html.raw("</ul>");
		}
		upload();
	}

	private String subtitle() {
		StringBuilder text = new StringBuilder(moment.format(this.report.startedAt()));
		RepositoryFacts repository = this.report.repository();
		if (repository != null) {
			String commit = repository.commit();
			text.append(" · ").append((commit.length() > 10) ? commit.substring(0, 10) : commit);
			text.append((repository.branch() != null) ? " on " + repository.branch() : "");
			text.append(Boolean.TRUE.equals(repository.dirty()) ? ", with changes not committed" : "");
		}
		return text.toString();
	}

	private void figure(String name, String value, @Nullable String style) {
		this.html.raw("<div>")
			.element("dt", name)
			.element((style != null) ? "dd class=\"" + style + "\"" : "dd", value)
			.raw("</div>");
	}

	private void upload() {
		ReportUpload upload = this.report.upload();
		String link = upload.link();
		this.html.raw("<p class=\"upload note\">");
		if (upload.state() == ReportUpload.State.UPLOADED && link != null && link.matches("https?://[^\\s\"'<>]+")) {
			this.html.raw("<a rel=\"noopener noreferrer\" href=\"")
				.text(link)
				.raw("\">")
				.text("Experiment " + upload.experimentName())
				.raw("</a>")
				.text(", " + upload.rows() + " rows");
		}
		else {
			this.html.text(UploadText.of(upload));
		}
		this.html.raw("</p>");
	}

	private void cases() {
		this.html.raw("<section aria-label=\"Cases\"><div class=\"bar-top\"><h2>Cases</h2>"
				+ "<div class=\"tools\" hidden><div class=\"filters\" role=\"group\" aria-label=\"Show\">"
				+ "<button type=\"button\" data-show=\"all\" aria-pressed=\"true\">All</button>"
				+ "<button type=\"button\" data-show=\"failed\" aria-pressed=\"false\">Failed</button>"
				+ "<button type=\"button\" data-show=\"worse\" aria-pressed=\"false\">Worse</button></div>"
				+ "<label>Sort by <select id=\"sort\"><option value=\"order\">run</option>"
				+ "<option value=\"score\">lowest score</option><option value=\"change\">worst change</option>"
				+ "<option value=\"took\">duration</option><option value=\"name\">name</option>");
		for (ReportScorer scorer : this.report.scorers()) {
			this.html.raw("<option value=\"")
				.text("score:" + scorer.name())
				.raw("\">")
				.text(scorer.name())
				.raw("</option>");
		}
		this.html.raw("</select></label></div></div><ol class=\"cases panel\">\n");
		Set<String> worse = new HashSet<>();
		this.report.scorers().forEach((scorer) -> worse.addAll(scorer.worse()));
		CaseHtml drawing = new CaseHtml(this.html, worse);
		int number = 0;
		for (ReportCase each : this.report.cases()) {
			if (number < MAX_CASES) {
				drawing.draw(each, number);
				number++;
			}
		}
		this.html.raw("</ol><p class=\"note nothing\" hidden>No case is like that.</p>");
		if (this.report.cases().size() > number) {
			this.html.element("p class=\"note\"",
					(this.report.cases().size() - number) + " more are in the JSON file.");
		}
		this.html.raw("<p class=\"note keys\" hidden><kbd>j</kbd> <kbd>k</kbd> next and previous case, "
				+ "<kbd>Enter</kbd> opens it</p></section>");
	}

}
