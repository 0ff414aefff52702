package dev.gai.braintrust.sample.demo;

import java.util.List;
import java.util.function.Supplier;

import dev.gai.braintrust.sample.collector.Row;
import tools.jackson.databind.JsonNode;

/**
 * What is said of an answer after it was given.
 */
final class QualityExpectations {

	private final Supplier<List<JsonNode>> datasetRows;

	QualityExpectations(Supplier<List<JsonNode>> datasetRows) {
		this.datasetRows = datasetRows;
	}

	List<Expectation> all() {
		return List.of(new Expectation("the answer of the chat is scored after it was given", this::scored),
				new Expectation("a long answer is a row of a dataset, without the key", this::added));
	}

	private void scored(Traces traces) {
		Row score = traces.one(AnswerQuality.SCORE);
		Unmet.unlessEqual(score.parentSpanId(), traces.one(Demo.CHAT).spanId(), "parent of the score");
		Unmet.unlessEqual(score.type(), "score", "type of the score");
		double given = score.score(AnswerQuality.SCORE).doubleValue(-1);
		Unmet.unless(given > 0 && given < 1, "the score is " + given);
	}

	private void added(Traces traces) {
		List<JsonNode> rows = this.datasetRows.get();
		Unmet.unless(!rows.isEmpty(), "there is no row");
		Unmet.unlessEqual(rows.get(0).path("origin").path("id").stringValue(""), traces.one(Demo.CHAT).spanId(),
				"origin of the row");
		Unmet.unless(!rows.toString().contains(Demo.SECRET), "the row has the key");
	}

}
