package dev.gai.braintrust.sample.demo;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.gai.braintrust.sample.collector.Row;

/**
 * How the rows belong together.
 */
final class TreeExpectations {

	private final List<PartResult> parts;

	private final String chat;

	TreeExpectations(List<PartResult> parts, String model) {
		this.parts = parts;
		this.chat = "chat " + model;
	}

	List<Expectation> all() {
		return List.of(new Expectation("each part is one trace, with one root, without gaps", this::oneTraceEach),
				new Expectation("the agent's steps are plan, gather, analyse, write", this::steps),
				new Expectation("each step has its model calls and tools below it", this::callsOfSteps),
				new Expectation("Spring AI's call and stream have the same tree, without an annotation",
						this::springAi),
				new Expectation("types and kinds: llm is CLIENT, task and tool are INTERNAL", this::types),
				new Expectation("the failed chart is an error, the agent above it is not", this::errors));
	}

	private void oneTraceEach(Traces traces) {
		for (PartResult part : this.parts) {
			List<Row> rows = traces.ofPart(part.title());
			Unmet.unlessEqual(traces.one(part.title()).traceId(), part.traceId(), "trace of '" + part.title() + "'");
			Unmet.unlessEqual(rows.stream().filter(Row::isRoot).map(Row::name).toList(), List.of(part.title()),
					"roots of '" + part.title() + "'");
			Set<String> ids = rows.stream().map(Row::spanId).collect(Collectors.toSet());
			rows.forEach((row) -> Unmet.unless(row.isRoot() || ids.contains(row.parentSpanId()),
					"the parent of '" + row.name() + "' is missing"));
		}
		Unmet.unlessEqual(traces.all().stream().map(Row::traceId).distinct().count(), (long) this.parts.size(),
				"number of traces");
	}

	private void steps(Traces traces) {
		Row agent = traces.one("invoke_agent researcher");
		Unmet.unlessEqual(agent.parentSpanId(), traces.one(Demo.RESEARCH).spanId(), "parent of the agent");
		Unmet.unlessEqual(traces.below(agent).stream().map(Row::name).toList(),
				List.of("step plan", "step gather", "step analyse", "step write"), "what is below the agent");
	}

	private void callsOfSteps(Traces traces) {
		expectBelow(traces, "step plan", List.of(this.chat));
		expectBelow(traces, "step gather", List.of(this.chat, "execute_tool search"));
		expectBelow(traces, "step analyse", List.of(this.chat, "execute_tool calculator"));
		expectBelow(traces, "step write", List.of(this.chat, "execute_tool chart"));
		Unmet.unlessEqual(traces.modelCallsOf(Demo.RESEARCH).size(), 5, "number of model calls of the agent");
		Unmet.unlessEqual(traces.modelCallOf(Demo.RESEARCH, 4).parentSpanId(), traces.one("step write").spanId(),
				"parent of the last model call");
	}

	private void springAi(Traces traces) {
		List<Row> clients = traces.below(traces.one(Demo.WAREHOUSE));
		Unmet.unlessEqual(clients.stream().map(Row::name).toList(), List.of("chat_client", "chat_client"),
				"what is below '" + Demo.WAREHOUSE + "'");
		for (Row client : clients) {
			List<Row> steps = traces.below(client);
			Unmet.unlessEqual(steps.stream().map(Row::name).toList(), List.of("step 1", "step 2"),
					"what is below chat_client");
			Unmet.unlessEqual(traces.below(steps.get(0)).stream().map(Row::name).toList(),
					List.of(this.chat, "execute_tool stock"), "what is below step 1");
			Unmet.unlessEqual(traces.below(steps.get(1)).stream().map(Row::name).toList(), List.of(this.chat),
					"what is below step 2");
		}
	}

	private static void expectBelow(Traces traces, String step, List<String> names) {
		Unmet.unlessEqual(traces.below(traces.one(step)).stream().map(Row::name).distinct().toList(), names,
				"what is below '" + step + "'");
	}

	private void types(Traces traces) {
		for (Row row : traces.all()) {
			String type = type(row.name());
			Unmet.unlessEqual(row.type(), type, "type of '" + row.name() + "'");
			Unmet.unlessEqual(row.kind(), type.equals("llm") ? "CLIENT" : "INTERNAL", "kind of '" + row.name() + "'");
			Unmet.unless(row.endNanos() > row.startNanos(), "'" + row.name() + "' has no duration");
		}
	}

	private static String type(String name) {
		if (name.equals(AnswerQuality.SCORE)) {
			return "score";
		}
		return name.startsWith("chat ") ? "llm" : name.startsWith("execute_tool ") ? "tool" : "task";
	}

	private void errors(Traces traces) {
		Row chart = traces.one("execute_tool chart");
		Unmet.unless(chart.statusMessage().contains("No PNG renderer here"),
				"the status of the chart is '" + chart.statusMessage() + "'");
		Unmet.unlessEqual(chart.attributes().get("error.type"), UnsupportedOperationException.class.getName(),
				"error.type");
		Unmet.unlessEqual(traces.ofPart(Demo.RESEARCH).stream().filter(Row::error).map(Row::name).toList(),
				List.of(chart.name()), "rows with an error");
	}

}
