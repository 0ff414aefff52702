package dev.gai.braintrust.eval.upload;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The ids of the rows of an experiment.
 */
class ExperimentRowsTests {

	private static final JsonMapper json = new JsonMapper();

	@Test
	void casesThatAreNamedAlikeHaveRowsOfTheirOwn() {
		List<ReportCase> cases = List.of(named("Answer from these documents: …"),
				named("Answer from these documents: …"));

		assertThat(ids(cases)).hasSize(6).isEqualTo(ids(cases));
	}

	private static Set<String> ids(List<ReportCase> cases) {
		EvalReport report = new EvalReport(EvalReport.FORMAT, "documents", Instant.EPOCH, 10, null, null, null,
				BigDecimal.ZERO, 0, BigDecimal.ZERO, List.of(), cases, null, ReportUpload.off("test"));
		ExperimentRows rows = new ExperimentRows(report, true);
		Set<String> ids = new TreeSet<>();
		for (int index = 0; index < cases.size(); index++) {
			rows.of(cases.get(index), index).forEach((row) -> ids.add(row.path("id").asString()));
		}
		return ids;
	}

	private static ReportCase named(String name) {
		return new ReportCase(name, 1, json.valueToTree(name), null, null, List.of(), null, json.valueToTree("out"),
				null, true, Instant.EPOCH, 1, List.of(new ReportScore("exact", 1.0, null, null, null, null)), null);
	}

}
