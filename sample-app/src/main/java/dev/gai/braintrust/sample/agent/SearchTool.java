package dev.gai.braintrust.sample.agent;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.sample.llm.Tool;

import org.springframework.stereotype.Component;

/**
 * Searches a very small library.
 */
@Component
class SearchTool {

	static final Tool DEFINITION = new Tool("search", "Finds the revenue of media sectors",
			Map.of("query", Map.of("type", "string")));

	private static final List<Fact> LIBRARY = List.of(new Fact("print", 48.0, 46.5), new Fact("web", 61.0, 70.2),
			new Fact("video", 33.0, 41.3));

	/**
	 * Searches.
	 * @param query what to look for
	 * @return what is known of the sectors that are named, or of all if none is
	 */
	@AgentTool(name = "search", description = "Finds the revenue of media sectors")
	List<Fact> search(String query) {
		List<Fact> named = LIBRARY.stream().filter((fact) -> query.toLowerCase().contains(fact.sector())).toList();
		return named.isEmpty() ? LIBRARY : named;
	}

}
