package dev.gai.braintrust.sample.agent;

import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.annotation.AgentStep;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.response.ToolCall;
import dev.gai.braintrust.sample.llm.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * The steps of the research. They are in a class of their own because a method that an
 * object calls on itself does not pass its proxy, and would not be traced.
 */
@Component
class ResearchSteps {

	private final ResearchModel model;

	private final SearchTool search;

	private final CalculatorTool calculator;

	private final ChartTool chart;

	private final JsonMapper mapper;

	ResearchSteps(ResearchModel model, SearchTool search, CalculatorTool calculator, ChartTool chart,
			JsonMapper mapper) {
		this.model = model;
		this.search = search;
		this.calculator = calculator;
		this.chart = chart;
		this.mapper = mapper;
	}

	@AgentStep(name = "plan")
	String plan(String question) {
		return new Answer(this.model.ask(List
			.of(Message.system("You plan research. Answer with a short numbered plan."), Message.user(question))))
			.text();
	}

	@AgentStep(name = "gather")
	List<Fact> gather(String question, String plan) {
		List<Message> messages = List.of(Message.system("You gather figures with the search tool."),
				Message.user(question + "\n\nPlan:\n" + plan));
		List<Fact> facts = new ArrayList<>();
		for (ToolCall call : new Answer(this.model.askFor(messages, SearchTool.DEFINITION)).toolCalls()) {
			facts.addAll(this.search.search(arguments(call).path("query").stringValue("")));
		}
		return facts;
	}

	@AgentStep(name = "analyse")
	List<Growth> analyse(List<Fact> facts) {
		List<Message> messages = List.of(
				Message.system("You analyse figures. Call the calculator once for each sector."),
				Message.user(this.mapper.writeValueAsString(facts)));
		List<Growth> growth = new ArrayList<>();
		for (ToolCall call : new Answer(this.model.askFor(messages, CalculatorTool.DEFINITION)).toolCalls()) {
			JsonNode arguments = arguments(call);
			growth.add(this.calculator.growth(arguments.path("sector").stringValue("?"),
					arguments.path("before").doubleValue(0), arguments.path("now").doubleValue(0)));
		}
		return growth;
	}

	@AgentStep(name = "write")
	String write(String question, List<Growth> growth) {
		List<Message> messages = new ArrayList<>(
				List.of(Message.system("You write a short report, with a chart if you can."),
						Message.user(question + "\n\nGrowth:\n" + this.mapper.writeValueAsString(growth))));
		List<ToolCall> calls = new Answer(this.model.askFor(messages, ChartTool.DEFINITION)).toolCalls();
		messages.add(Message.assistant(calls));
		calls.forEach((call) -> messages.add(Message.tool(call.id(), illustration(call, growth))));
		return new Answer(this.model.ask(messages)).text();
	}

	/**
	 * The agent recovers here: the span of the tool is an error, those above it are not.
	 */
	private String illustration(ToolCall call, List<Growth> growth) {
		try {
			byte[] picture = this.chart.chart(arguments(call).path("title").stringValue("Growth"), growth);
			return "The chart is drawn, " + picture.length + " bytes.";
		}
		catch (UnsupportedOperationException ex) {
			return "No chart (" + ex.getMessage() + "). Use this table:\n" + TextTable.of(growth);
		}
	}

	private JsonNode arguments(ToolCall call) {
		return this.mapper.readTree(call.arguments());
	}

}
