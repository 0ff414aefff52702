package dev.gai.braintrust.eval.upload;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gai.braintrust.content.SentContent;
import dev.gai.braintrust.eval.EvalCase;
import dev.gai.braintrust.eval.EvalCaseResult;
import dev.gai.braintrust.eval.EvalResult;
import dev.gai.braintrust.eval.GateResult;
import dev.gai.braintrust.eval.NamedScore;
import dev.gai.braintrust.eval.ScoreSummary;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the report of an eval, with its content masked and cut as the content of spans
 * is, and the scores of the last run beside those of this one.
 */
final class ReportBuilder {

	private static final JsonMapper json = new JsonMapper();

	private final SentContent content;

	private final Map<String, Double> lastScores = new HashMap<>();

	private final Map<String, Double> lastMeans = new HashMap<>();

	/**
	 * Creates a builder.
	 * @param content masks and cuts
	 * @param last the report of the last run, {@code null} for none
	 */
	ReportBuilder(SentContent content, @Nullable EvalReport last) {
		this.content = content;
		if (last != null) {
			last.scorers().forEach((scorer) -> this.lastMeans.put(scorer.name(), scorer.mean()));
			Set<String> taken = new HashSet<>();
			for (ReportCase each : last.cases()) {
				String key = key(each.id(), each.trial(), taken);
				for (ReportScore score : each.scores()) {
					if (score.value() != null) {
						this.lastScores.put(key + score.name(), score.value());
					}
				}
			}
		}
	}

	/**
	 * Makes the report.
	 * @param result what was evaluated
	 * @param repository the state of the sources, {@code null} if it is not known
	 * @param upload what becomes of the experiment
	 * @return the report
	 */
	EvalReport build(EvalResult result, @Nullable RepositoryFacts repository, ReportUpload upload) {
		GateResult gate = result.gate();
		List<ReportCase> cases = new ArrayList<>();
		Set<String> taken = new HashSet<>();
		result.cases().forEach((each) -> cases.add(reportCase(each, taken)));
		String stopped = result.stopped()
				? (result.stoppedBecause() != null) ? result.stoppedBecause() : "The run was stopped" : null;
		return new EvalReport(EvalReport.FORMAT, result.name(), result.startedAt(), result.duration().toMillis(),
				stopped, (result.partOf() > 0) ? result.partOf() : null,
				(gate != null) ? new ReportGate(gate.passed(), gate.failures(), gate.table()) : null, result.costUsd(),
				result.tokens(), orZero(result.judgeCostUsd()),
				result.scores().values().stream().map(this::scorer).toList(), cases, repository, upload);
	}

	private static BigDecimal orZero(@Nullable BigDecimal value) {
		return (value != null) ? value : BigDecimal.ZERO;
	}

	private ReportScorer scorer(ScoreSummary summary) {
		return new ReportScorer(summary.name(), summary.count(), summary.mean(), summary.baselineMean(),
				summary.pValue(), summary.worse(), this.lastMeans.get(summary.name()));
	}

	private ReportCase reportCase(EvalCaseResult result, Set<String> taken) {
		EvalCase source = result.example();
		String id = this.content.text("id", source.name());
		List<ReportScore> scores = new ArrayList<>();
		String key = key(id, result.trial(), taken);
		result.scores().forEach((score) -> scores.add(score(key, score)));
		String error = result.error();
		return new ReportCase(id, result.trial(), value("input", source.input()), value("expected", source.expected()),
				value("metadata", source.metadata()),
				source.tags().stream().map((tag) -> this.content.text("tags", tag)).toList(),
				source.origin().isEmpty() ? null : json.valueToTree(source.origin()), value("output", result.output()),
				(error != null) ? this.content.text("error", error) : null, result.passed(), result.startedAt(),
				result.duration().toNanos() / 1e6, scores,
				(result.trace() != null) ? json.readTree(result.trace().json()) : null);
	}

	private ReportScore score(String key, NamedScore score) {
		String reason = score.reason();
		String error = score.error();
		return new ReportScore(score.name(), score.value(),
				(reason != null) ? this.content.text("reason", reason) : null,
				(error != null) ? this.content.text("error", error) : null, value("metadata", score.metadata()),
				this.lastScores.get(key + score.name()));
	}

	private @Nullable JsonNode value(String field, @Nullable Object value) {
		return (value == null || (value instanceof Map<?, ?> map && map.isEmpty())
				|| (value instanceof JsonNode node && (node.isNull() || node.isMissingNode()))) ? null
						: this.content.value(field, value);
	}

	/**
	 * Cases without an id whose inputs begin alike have the same name: they are numbered.
	 */
	private static String key(String id, int trial, Set<String> taken) {
		String key = id + '\n' + trial + '\n';
		for (int number = 2; !taken.add(key); number++) {
			key = id + '\n' + trial + '\n' + number + '\n';
		}
		return key;
	}

}
