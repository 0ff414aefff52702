package dev.gai.braintrust.eval.upload;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.json.JsonMapper;

/**
 * The report of an eval that nobody ran.
 */
public final class SomeReport {

	private static final JsonMapper json = new JsonMapper();

	private static final String TRACE = """
			{"rows": [
				{"id": "a", "name": "answer", "type": "task", "start": 1000, "end": 1900},
				{"id": "b", "parent": "a", "name": "chat llama", "type": "llm", "start": 1100, "end": 1500,
					"metrics": {"tokens": 120}, "attributes": {"braintrust.input_json": "[{\\"role\\":\\"user\\",\\"content\\":\\"Hello?\\"}]"}},
				{"id": "c", "parent": "a", "name": "execute_tool stock", "type": "tool", "start": 1500, "end": 1900, "error": "no stock"}
			]}""";

	private static final List<String> QUESTIONS = List.of("How do I reset my password?", "When are you open?", "",
			"Where is my order 4711?", "Can I pay by invoice?", "Do you ship to Norway?",
			"How do I cancel the annual plan?", "What does HTTP status 429 mean?", "How many lamps are in stock?",
			"Why was my key refused?", "Can I have two accounts?", "Who reads my messages?");

	private SomeReport() {
	}

	/**
	 * Writes its files.
	 * @param folder where to
	 * @return the page
	 * @throws IOException if they cannot be written
	 */
	public static Path write(Path folder) throws IOException {
		ReportFiles files = ReportFiles.of(folder, "support");
		files.write(report());
		return files.page();
	}

	/**
	 * Twelve cases, each a little worse than the one before it; the seventh was better.
	 */
	private static EvalReport report() {
		List<ReportCase> cases = new ArrayList<>();
		for (int i = 1; i <= 12; i++) {
			double score = (i == 3) ? 1 : 1 - i / 14.0;
			String input = (i == 3) ? "<script>document.title = 'evil'</script>" : QUESTIONS.get(i - 1);
			cases.add(new ReportCase("case " + i, 1, json.valueToTree(input),
					json.valueToTree("Open Settings and press Reset."), null, List.of("support"), null,
					json.valueToTree("Open Settings and click Reset."), null, score > 0.5, Instant.EPOCH, 100.0 * i,
					List.of(new ReportScore("similar", score, "One word differs", null, null,
							(i == 7) ? Double.valueOf(0.9) : Double.valueOf(score)),
							new ReportScore("brief", 1.0, null, null, null, null)),
					json.readTree(TRACE)));
		}
		return new EvalReport(EvalReport.FORMAT, "support answers", Instant.parse("2026-11-28T10:15:30Z"), 3210, null,
				null, new ReportGate(false, List.of("similar: mean 0.57 is below 0.80"), ""), new BigDecimal("0.0124"),
				12_345, BigDecimal.ZERO,
				List.of(new ReportScorer("similar", 12, 0.57, 0.71, 0.031, List.of(), 0.6),
						new ReportScorer("brief", 12, 1, null, null, List.of(), null)),
				cases, new RepositoryFacts("0123456789abcdef", "main", null, false, null, null),
				ReportUpload.off("there is no API key"));
	}

}
