package dev.gai.braintrust.sample.agent;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.sample.llm.Tool;

import org.springframework.stereotype.Component;

/**
 * Would draw a chart, but there is nothing here to draw with: the tool that fails, so
 * that one can see how a failed tool looks in a trace.
 */
@Component
class ChartTool {

	static final Tool DEFINITION = new Tool("chart", "Draws a bar chart of the growth as PNG",
			Map.of("title", Map.of("type", "string")));

	/**
	 * Draws.
	 * @param title what to write above
	 * @param bars the bars
	 * @return the picture
	 */
	@AgentTool(name = "chart", description = "Draws a bar chart of the growth as PNG")
	byte[] chart(String title, List<Growth> bars) {
		throw new UnsupportedOperationException("No PNG renderer here");
	}

}
