package dev.gai.braintrust.sample.demo;

import java.util.List;

import dev.gai.braintrust.sample.collector.Collector;
import dev.gai.braintrust.sample.collector.Row;
import dev.gai.braintrust.sample.llm.LlmSettings;
import dev.gai.braintrust.sample.setup.Setup;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Prints what one should see of the demo.
 */
@Component
class Report {

	private final Console console;

	private final Setup setup;

	private final LlmSettings llm;

	private final Collector collector;

	private final Delivery delivery;

	Report(Console console, Setup setup, LlmSettings llm, ObjectProvider<Collector> collector, Delivery delivery) {
		this.console = console;
		this.setup = setup;
		this.llm = llm;
		this.collector = collector.getIfAvailable();
		this.delivery = delivery;
	}

	void begin() {
		this.console.title("What is embedded, what is real");
		this.console.fact("LLM", this.llm.provider() + (this.setup.scriptedLlm() ? " (embedded)" : " (real)") + " at "
				+ this.llm.baseUrl());
		this.console.fact("Model", this.llm.model());
		this.console.fact("Collector", (this.collector != null) ? "embedded, at " + this.collector.url()
				: "Braintrust (real), at " + this.delivery.endpoint());
		if (this.setup.scriptedLlm() || this.collector != null) {
			this.console.fact("For the real ones set", "GROQ_API_KEY or OPENAI_API_KEY, BRAINTRUST_API_KEY (or .env)");
		}
	}

	void parts(List<PartResult> parts) {
		this.console.title("What the demo did");
		for (PartResult part : parts) {
			String text = (part.error() != null) ? "FAILED " + part.error() : part.text();
			this.console.fact(part.title(), TraceTree.cut(text, 73));
		}
	}

	void traces(List<PartResult> parts) {
		if (this.collector == null) {
			this.console.title("Where to see it");
			parts.forEach((part) -> this.console.fact(part.title(), (part.permalink() != null) ? part.permalink()
					: "trace " + part.traceId() + " (a link needs BRAINTRUST_ORG_NAME)"));
			return;
		}
		this.console.title("What arrived at the collector");
		this.console.line(TraceTree.heading());
		List<Row> rows = this.collector.rows();
		rows.stream()
			.map(Row::traceId)
			.distinct()
			.forEach((trace) -> TraceTree.of(rows.stream().filter((row) -> row.traceId().equals(trace)).toList())
				.forEach(this.console::line));
	}

	void outcomes(List<Outcome> outcomes) {
		this.console.title("What was expected");
		outcomes.forEach((outcome) -> this.console.line(outcome.line()));
		long passed = outcomes.stream().filter(Outcome::passed).count();
		this.console.line();
		this.console.line(passed + " passed, " + (outcomes.size() - passed) + " failed");
	}

	void staysUp(List<PartResult> parts, String port) {
		this.console.title("Look at it");
		String page = "http://localhost:" + port + "/gai/";
		this.console.fact("The console", page + dev.gai.braintrust.console.Console.address());
		parts.forEach((part) -> this.console.fact(part.title(), page + "#/trace/" + part.traceId()));
		this.console.line();
		this.console.line("The application stays up: http://localhost:" + port + "/actuator/health");
	}

}
