package dev.gai.applications.langchain4j;

import dev.gai.braintrust.annotation.AgentTool;
import dev.langchain4j.agent.tool.Tool;

import org.springframework.stereotype.Component;

/**
 * A bean with a tool that is annotated and one that is not.
 */
@Component
class Tools {

	@Tool("Tells the weather")
	String weather(String city) {
		return "Sunny in " + city;
	}

	@Tool("Tells the time")
	@AgentTool(name = "clock")
	String clock() {
		return "Noon";
	}

}
