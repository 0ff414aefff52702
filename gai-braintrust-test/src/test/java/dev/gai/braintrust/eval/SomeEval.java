package dev.gai.braintrust.eval;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.test.RecordedTrace;
import tools.jackson.databind.json.JsonMapper;

/**
 * An eval of a few cases as the engine reports it.
 */
public final class SomeEval {

	public static final Instant START = Instant.parse("2026-11-28T10:15:30Z");

	public static final String DATASET = "d0000000-0000-4000-8000-000000000001";

	private static final JsonMapper json = new JsonMapper();

	private static final String RESET = "Open Settings, choose Security and press \"Reset password\". A link is sent "
			+ "to you by mail and is valid for one hour.";

	private SomeEval() {
	}

	public static EvalResult of(List<RecordedTrace> traces, double lamp) {
		List<EvalCaseResult> cases = new ArrayList<>();
		cases.add(result("password", "How do I reset my password?", RESET,
				RESET.replace("one hour", "24 hours").replace("press", "click"), null, 0.72, traces.get(0)));
		cases.add(result("hours", "When are you open?", "Monday to Friday, 9 to 17.", "Monday to Friday, 9 to 17.",
				null, 1, traces.get(1)));
		cases.add(result("lamp", "How many lamps are left?", Map.of("article", "lamp", "stock", 12, "more", "Friday"),
				Map.of("more", "Friday", "article", "lamp", "stock", 11), null, lamp, traces.get(2)));
		cases.add(result("markup", "<script>alert('input')</script>", "plain",
				"<img src=x onerror=alert(1)> & \"quoted\"", null, 0.1, traces.get(3)));
		cases.add(result("broken", "What is the meaning of \ud800 this?", "42", null,
				"IllegalStateException: the model answered with Bearer sk-proj-aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7d",
				0, null));
		Map<String, ScoreSummary> scores = new LinkedHashMap<>();
		scores.put("similar", new ScoreSummary("similar", 5, 0.584, 0.71, 0.031, List.of("password", "markup")));
		scores.put("brief", new ScoreSummary("brief", 4, 1, null, null, List.of()));
		return new EvalResult("support answers", START, Duration.ofMillis(3210), cases, scores, null, 0,
				new GateResult(false, List.of("similar: mean 0.58 is below 0.80"), "| similar | 0.58 |"),
				new EvalBill(new BigDecimal("0.0124"), new BigDecimal("0.002"), 12345));
	}

	private static EvalCaseResult result(String id, Object input, Object expected, Object output, String error,
			double similar, RecordedTrace trace) {
		List<NamedScore> scores = List.of(
				new NamedScore("similar", similar, "Two words differ", null, Map.of("distance", 7)),
				new NamedScore("brief", (error != null) ? null : 1.0, null, null, Map.of()),
				new NamedScore("pass", (error == null && similar >= 0.5) ? 1.0 : 0.0, null, null, Map.of()));
		return new EvalCaseResult(
				EvalCase.of(input)
					.id(id)
					.expected(expected)
					.origin(Map.of("object_type", "dataset", "object_id", DATASET, "id", "row " + id, "_xact_id",
							"1000197156161976" + (500 + id.length()))),
				1, (output != null) ? json.valueToTree(output) : null, error, scores, trace, START,
				Duration.ofMillis(640), error == null && similar >= 0.5);
	}

}
