package dev.gai.braintrust.test.sample;

import java.math.BigDecimal;
import java.util.List;

import dev.gai.braintrust.annotation.AgentStep;
import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.annotation.TracedAgent;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.trace.GenAiTracer;

/**
 * An agent that answers without a model, with spans as if it had one.
 */
public class Assistant {

	private final GenAiTracer tracer;

	private final Tools tools;

	public Assistant(GenAiTracer tracer, Tools tools) {
		this.tracer = tracer;
		this.tools = tools;
	}

	@TracedAgent(name = "researcher")
	public String research(String topic) {
		this.tracer.step("plan").call((span) -> ask("Plan research of " + topic));
		return this.tracer.step("gather").call((span) -> {
			this.tools.search(topic + " revenue");
			this.tools.search(topic + " growth");
			try {
				this.tools.chart("Growth");
			}
			catch (UnsupportedOperationException ex) {
				// The agent goes on without.
			}
			return ask("Summarize " + topic);
		});
	}

	/**
	 * Asks.
	 * @param question the question
	 * @return the answer
	 */
	public String ask(String question) {
		return this.tracer.llm("openai", "gpt-4o-mini").messages(List.of(Message.user(question))).call((span) -> {
			span.usage(100, 20)
				.cost(new BigDecimal("0.002"))
				.metadata("user_id", "u-42")
				.score("relevance", 0.88)
				.tag("beta");
			return question + ": it grows";
		});
	}

	/**
	 * The tools.
	 */
	public static class Tools {

		@AgentTool(name = "search")
		public List<String> search(String query) {
			return List.of(query);
		}

		@AgentTool(name = "chart")
		public byte[] chart(String title) {
			throw new UnsupportedOperationException("no renderer for " + title);
		}

		@AgentStep(name = "slow")
		public void slow() {
		}

	}

}
