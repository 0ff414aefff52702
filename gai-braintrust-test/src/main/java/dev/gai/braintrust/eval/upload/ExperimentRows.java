package dev.gai.braintrust.eval.upload;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.guard.Digests;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rows of an experiment: for each case an {@code eval} with a {@code task}, below it
 * the application's spans as they would have been sent, beside it a {@code score} for
 * each scorer. The ids are made of run and case, so that rows which are sent again are
 * not there twice.
 */
final class ExperimentRows {

	private static final JsonMapper json = new JsonMapper();

	private static final String PASS = "pass";

	private final EvalReport report;

	private final boolean content;

	/**
	 * Creates rows.
	 * @param report what was evaluated
	 * @param content whether content may be sent
	 */
	ExperimentRows(EvalReport report, boolean content) {
		this.report = report;
		this.content = content;
	}

	/**
	 * The rows of a case.
	 * @param each the case
	 * @param index its place in the report, since two cases may be named alike
	 * @return the rows, that of the case first
	 */
	List<ObjectNode> of(ReportCase each, int index) {
		String key = this.report.name() + '\n' + this.report.startedAt() + '\n' + each.id() + '\n' + each.trial() + '\n'
				+ index;
		String eval = id("eval", key, 8);
		String task = id("task", key, 8);
		String root = id("trace", key, 16);
		List<ObjectNode> rows = new ArrayList<>();
		rows.add(evalRow(each, eval, root));
		rows.add(taskRow(each, task, eval, root));
		JsonNode spans = (each.trace() != null) ? each.trace().path("rows") : json.missingNode();
		Map<String, JsonNode> known = new LinkedHashMap<>();
		spans.forEach((span) -> known.put(span.path("id").asString(""), span));
		for (JsonNode span : known.values()) {
			String parent = span.path("parent").asString("");
			rows.add(ExperimentRow.ofSpan(span, known.containsKey(parent) ? parent : task, root));
		}
		if (each.error() == null) {
			for (ReportScore score : each.scores()) {
				if (!score.name().equals(PASS)) {
					rows.add(scoreRow(each, score, id("score " + score.name(), key, 8), eval, root));
				}
			}
		}
		return rows;
	}

	private static String id(String what, String key, int bytes) {
		return HexFormat.of().formatHex(Digests.sha256(Digests.utf8(what + '\n' + key)), 0, bytes);
	}

	private ObjectNode evalRow(ReportCase each, String id, String root) {
		ObjectNode row = ExperimentRow.empty(id, root, null, "eval", "eval", each.startedAt(), each.durationMillis());
		addContent(row, each);
		if (this.content && each.metadata() != null) {
			row.set("metadata", each.metadata());
		}
		if (!each.tags().isEmpty()) {
			row.set("tags", json.valueToTree(each.tags()));
		}
		if (each.origin() != null && each.origin().isObject()) {
			row.set("origin", each.origin());
		}
		ObjectNode scores = row.putObject("scores");
		scores.put(PASS, each.passed() ? 1 : 0);
		if (each.error() != null) {
			// There is no span of a scorer below a task that failed.
			each.scores()
				.stream()
				.filter((score) -> score.value() != null)
				.forEach((score) -> scores.put(score.name(), 0));
		}
		return row;
	}

	private ObjectNode taskRow(ReportCase each, String id, String eval, String root) {
		ObjectNode row = ExperimentRow.empty(id, root, eval, "task", "task", each.startedAt(), each.durationMillis());
		addContent(row, each);
		return row;
	}

	private void addContent(ObjectNode row, ReportCase each) {
		if (this.content) {
			ExperimentRow.put(row, "input", each.input());
			ExperimentRow.put(row, "output", each.output());
			ExperimentRow.put(row, "expected", each.expected());
		}
		if (each.error() != null) {
			row.put("error", this.content ? each.error() : "The task failed");
		}
	}

	private ObjectNode scoreRow(ReportCase each, ReportScore score, String id, String eval, String root) {
		Instant at = each.startedAt().plusNanos((long) (each.durationMillis() * 1_000_000));
		ObjectNode row = ExperimentRow.empty(id, root, eval, score.name(), "score", at, 0);
		row.withObject("span_attributes").put("purpose", "scorer");
		ObjectNode scores = row.putObject("scores");
		scores.set(score.name(), json.valueToTree(score.value()));
		row.set("output", scores.deepCopy());
		ObjectNode metadata = json.createObjectNode();
		if (this.content && score.metadata() instanceof ObjectNode more) {
			metadata.setAll(more);
		}
		if (this.content && score.reason() != null) {
			metadata.put("reason", score.reason());
		}
		if (!metadata.isEmpty()) {
			row.set("metadata", metadata);
		}
		if (score.error() != null) {
			row.put("error", this.content ? score.error() : "The scorer failed");
		}
		return row;
	}

}
