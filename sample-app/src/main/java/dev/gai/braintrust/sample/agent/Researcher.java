package dev.gai.braintrust.sample.agent;

import java.util.List;

import dev.gai.braintrust.annotation.TracedAgent;

import org.springframework.stereotype.Component;

/**
 * The agent: plans, gathers facts, analyses them and writes a report.
 */
@Component
public class Researcher {

	private final ResearchSteps steps;

	Researcher(ResearchSteps steps) {
		this.steps = steps;
	}

	/**
	 * Researches.
	 * @param question what to find out
	 * @return the report
	 */
	@TracedAgent(name = "researcher", type = "research_assistant", task = "data_analysis", maxSteps = 5,
			metadata = "workflow_type=research_agent", tags = "research", costCenter = "research_team",
			costProject = "q4_analysis")
	public String research(String question) {
		String plan = this.steps.plan(question);
		List<Fact> facts = this.steps.gather(question, plan);
		List<Growth> growth = this.steps.analyse(facts);
		return this.steps.write(question, growth);
	}

}
