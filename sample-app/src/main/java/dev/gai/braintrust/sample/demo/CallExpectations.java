package dev.gai.braintrust.sample.demo;

import java.util.List;

import dev.gai.braintrust.sample.collector.Row;
import dev.gai.braintrust.sample.llm.LlmSettings;
import dev.gai.braintrust.sample.scripted.ScriptedLlm;
import tools.jackson.databind.JsonNode;

/**
 * What the rows say of calls of models and tools.
 */
final class CallExpectations {

	private final LlmSettings llm;

	private final String summary;

	CallExpectations(LlmSettings llm, String summary) {
		this.llm = llm;
		this.summary = summary;
	}

	List<Expectation> all() {
		return List.of(new Expectation("each model call says its model, provider and tokens", this::tokens),
				new Expectation("prompts and completions are chat messages", this::messages),
				new Expectation("temperature and max_tokens are numbers", this::parameters),
				new Expectation("tools that were offered and calls the model asked for are there", this::toolCalls),
				new Expectation("each tool has its arguments and its result", this::toolResults),
				new Expectation("the streamed summary has its text and its time to first token", this::stream));
	}

	private void tokens(Traces traces) {
		Unmet.unless(traces.ofType("llm").size() >= 20,
				"there are only " + traces.ofType("llm").size() + " model calls");
		for (Row row : traces.answeredModelCalls()) {
			Unmet.unlessEqual(row.metadata("model").stringValue(""), this.llm.model(), "model");
			Unmet.unlessEqual(row.metadata("provider").stringValue(""), provider(row, traces), "provider");
			long input = positive(row, "prompt_tokens");
			long output = positive(row, "completion_tokens");
			Unmet.unlessEqual(positive(row, "tokens"), input + output, "tokens");
			Unmet.unlessEqual(row.attributes().get("gen_ai.usage.input_tokens"), input, "gen_ai.usage.input_tokens");
			Unmet.unlessEqual(row.attributes().get("gen_ai.usage.output_tokens"), output, "gen_ai.usage.output_tokens");
			Unmet.unlessEqual(row.attributes().get("gen_ai.operation.name"), "chat", "gen_ai.operation.name");
		}
	}

	/**
	 * Spring AI knows a provider by its client, and the starter by its host; the script
	 * has none of its own.
	 */
	private String provider(Row row, Traces traces) {
		boolean script = this.llm.provider().equals(ScriptedLlm.PROVIDER);
		return (script && traces.modelCallsOf(Demo.WAREHOUSE).contains(row)) ? "openai" : this.llm.provider();
	}

	private static long positive(Row row, String metric) {
		JsonNode value = row.metric(metric);
		Unmet.unless(value.isNumber() && value.longValue() > 0, metric + " is " + value);
		return value.longValue();
	}

	private void messages(Traces traces) {
		for (Row row : traces.answeredModelCalls()) {
			String asking = row.input().path(row.input().size() - 1).path("role").stringValue("");
			Unmet.unless(asking.equals("user") || asking.equals("tool"), "the last message is of '" + asking + "'");
			JsonNode choice = row.output().path(0);
			Unmet.unlessEqual(choice.path("message").path("role").stringValue(""), "assistant", "role of an answer");
			Unmet.unless(!choice.path("finish_reason").stringValue("").isEmpty(), "there is no finish_reason");
		}
		JsonNode input = traces.modelCallOf(Demo.CHAT, 1).input();
		Unmet.unlessEqual(input.path(0).path("role").stringValue(""), "system", "role of the first message");
		Unmet.unlessEqual(input.path(1).path("content").stringValue(""), "How do I reset my password?",
				"text of the second message");
	}

	private void parameters(Traces traces) {
		Row row = traces.modelCallOf(Demo.CHAT, 1);
		Unmet.unlessEqual(row.metadata("temperature").doubleValue(-1), 0.7, "temperature");
		Unmet.unlessEqual(row.metadata("max_tokens").longValue(-1), 200L, "max_tokens");
		Unmet.unlessEqual(row.attributes().get("gen_ai.request.temperature"), 0.7, "gen_ai.request.temperature");
	}

	private void toolCalls(Traces traces) {
		Row gather = traces.modelCallOf(Demo.RESEARCH, 1);
		Unmet.unlessEqual(gather.metadata("tools").path(0).path("function").path("name").stringValue(""), "search",
				"offered tool");
		JsonNode call = gather.output().path(0).path("message").path("tool_calls").path(0).path("function");
		Unmet.unlessEqual(call.path("name").stringValue(""), "search", "tool that was asked for");
		Unmet.unless(call.path("arguments").stringValue("").startsWith("{"), "the arguments are " + call);
	}

	private void toolResults(Traces traces) {
		Row search = traces.some("execute_tool search").get(0);
		Unmet.unless(search.output().isArray() && !search.output().isEmpty(), "search found " + search.output());
		for (Row row : traces.some("execute_tool calculator")) {
			double before = row.input().path("before").doubleValue(0);
			double now = row.input().path("now").doubleValue(0);
			Unmet.unlessEqual(row.output().path("percent").doubleValue(0),
					Math.round((now - before) / before * 1000) / 10.0, "growth from " + before + " to " + now);
		}
	}

	private void stream(Traces traces) {
		Row row = traces.modelCallOf(Demo.SUMMARY, 0);
		double firstToken = row.metric("time_to_first_token").doubleValue(-1);
		double whole = row.duration().toNanos() / 1e9;
		Unmet.unless(firstToken > 0 && firstToken < whole, "first token after " + firstToken + " s of " + whole + " s");
		Unmet.unlessEqual(row.output().path(0).path("message").path("content").stringValue(""), this.summary, "text");
	}

}
