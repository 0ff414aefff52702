package dev.gai.braintrust.sample.agent;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.sample.llm.Tool;

import org.springframework.stereotype.Component;

/**
 * Calculates growth.
 */
@Component
class CalculatorTool {

	static final Tool DEFINITION = new Tool("calculator", "Calculates a growth in percent", parameters());

	/**
	 * Calculates.
	 * @param sector what has grown
	 * @param before the figure of the year before
	 * @param now the figure of this year
	 * @return the growth in percent, with one decimal
	 */
	@AgentTool(name = "calculator", description = "Calculates a growth in percent")
	Growth growth(String sector, double before, double now) {
		if (before <= 0) {
			throw new IllegalArgumentException("No growth can be calculated from " + before);
		}
		return new Growth(sector, Math.round((now - before) / before * 1000) / 10.0);
	}

	private static Map<String, Map<String, Object>> parameters() {
		Map<String, Map<String, Object>> parameters = new LinkedHashMap<>();
		parameters.put("sector", Map.of("type", "string"));
		parameters.put("before", Map.of("type", "number"));
		parameters.put("now", Map.of("type", "number"));
		return parameters;
	}

}
