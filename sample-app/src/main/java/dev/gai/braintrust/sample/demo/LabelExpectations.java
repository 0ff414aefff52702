package dev.gai.braintrust.sample.demo;

import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.sample.assistant.Question;
import dev.gai.braintrust.sample.assistant.Style;
import dev.gai.braintrust.sample.collector.Row;
import tools.jackson.databind.JsonNode;

/**
 * Metadata, scores and tags, with their types.
 */
final class LabelExpectations {

	List<Expectation> all() {
		return List.of(new Expectation("the chat knows its user and session", this::chat),
				new Expectation("the customer's feedback is on the chat", this::feedback),
				new Expectation("the agent says type, task, steps and that it completed", this::agent),
				new Expectation("the research is attributed to its cost centre", this::costCentre),
				new Expectation("each variant of the experiment answered all questions", this::variants),
				new Expectation("the scores are those of the answers", this::scores),
				new Expectation("business metadata keeps its types", this::business));
	}

	private void chat(Traces traces) {
		Row row = traces.modelCallOf(Demo.CHAT, 1);
		Unmet.unlessEqual(row.metadata("user_id").stringValue(""), Demo.USER, "user_id");
		Unmet.unlessEqual(row.metadata("session_id").stringValue(""), Demo.SESSION, "session_id");
		Unmet.unlessEqual(row.attributes().get("gen_ai.conversation.id"), Demo.SESSION, "gen_ai.conversation.id");
	}

	private void feedback(Traces traces) {
		Row row = traces.one(Demo.CHAT);
		Unmet.unlessEqual(row.metadata("eval.human_feedback").stringValue(""), "helpful", "eval.human_feedback");
	}

	private void agent(Traces traces) {
		Row agent = traces.one("invoke_agent researcher");
		Unmet.unlessEqual(agent.metadata("agent.type").stringValue(""), "research_assistant", "agent.type");
		Unmet.unlessEqual(agent.metadata("agent.task").stringValue(""), "data_analysis", "agent.task");
		Unmet.unlessEqual(agent.metadata("agent.steps_executed").longValue(-1), 4L, "agent.steps_executed");
		Unmet.unlessEqual(agent.metadata("agent.task_completed").booleanValue(false), true, "agent.task_completed");
		Unmet.unlessEqual(agent.metadata("workflow_type").stringValue(""), "research_agent", "workflow_type");
		Unmet.unlessEqual(agent.attributes().get("gen_ai.agent.name"), "researcher", "gen_ai.agent.name");
	}

	private void costCentre(Traces traces) {
		for (Row row : traces.modelCallsOf(Demo.RESEARCH)) {
			Unmet.unlessEqual(row.metadata("cost.center").stringValue(""), "research_team", "cost.center");
			Unmet.unlessEqual(row.metadata("cost.project").stringValue(""), "q4_analysis", "cost.project");
		}
	}

	private void variants(Traces traces) {
		List<String> expected = new ArrayList<>();
		for (Style style : Style.values()) {
			Question.ALL.forEach((question) -> expected.add(style.label()));
		}
		List<Row> rows = traces.modelCallsOf(Demo.EXPERIMENT);
		Unmet.unlessEqual(rows.stream().map((row) -> row.metadata("experiment.variant").stringValue("")).toList(),
				expected, "experiment.variant");
		for (Row row : rows) {
			Unmet.unlessEqual(row.metadata("experiment.name").stringValue(""), "answer_style_v1", "experiment.name");
			Unmet.unlessEqual(row.metadata("experiment.user_segment").stringValue(""), "premium_users",
					"experiment.user_segment");
		}
	}

	private void scores(Traces traces) {
		List<Row> rows = traces.modelCallsOf(Demo.EXPERIMENT);
		for (int i = 0; i < rows.size(); i++) {
			Question question = Question.ALL.get(i % Question.ALL.size());
			JsonNode message = rows.get(i).output().path(0).path("message");
			Unmet.unlessEqual(rows.get(i).score("accuracy").doubleValue(-1),
					question.scoreOf(message.path("content").stringValue("")), "accuracy");
		}
	}

	private void business(Traces traces) {
		Row row = traces.modelCallOf(Demo.LEAD, 0);
		Unmet.unlessEqual(row.metadata("business.user_tier").stringValue(""), "premium", "business.user_tier");
		Unmet.unlessEqual(row.metadata("business.conversion_score").doubleValue(-1), 0.85, "business.conversion_score");
		Unmet.unlessEqual(row.metadata("business.seats").intValue(-1), 12, "business.seats");
		Unmet.unlessEqual(row.metadata("business.trial").booleanValue(false), true, "business.trial");
		Unmet.unlessEqual(row.metadata("business.features_used").toString(), "[\"search\",\"analysis\"]",
				"business.features_used");
	}

}
