package dev.gai.braintrust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example of alert rules is YAML in the form that Prometheus takes, and names meters
 * that exist.
 */
class AlertRulesTests {

	private static final Set<String> METERS = Set.of("gai_llm_errors_total", "gai_llm_calls_total",
			"gai_llm_exhausted_total", "gai_llm_retries_total");

	@Test
	@SuppressWarnings("unchecked")
	void areRulesOfPrometheus() throws IOException {
		Map<String, Object> file = new Yaml(new SafeConstructor(new LoaderOptions())).load(text());
		List<Map<String, Object>> groups = (List<Map<String, Object>>) file.get("groups");
		assertThat(file).containsOnlyKeys("groups");
		assertThat(groups).isNotEmpty().allSatisfy((group) -> {
			assertThat(group).containsOnlyKeys("name", "rules");
			assertThat((List<Map<String, Object>>) group.get("rules")).isNotEmpty().allSatisfy((rule) -> {
				assertThat(rule).containsKeys("alert", "expr", "labels", "annotations");
				assertThat(rule.keySet()).isSubsetOf("alert", "expr", "for", "labels", "annotations");
				String expression = (String) rule.get("expr");
				assertThat(expression.chars().filter((c) -> c == '(').count())
					.isEqualTo(expression.chars().filter((c) -> c == ')').count());
			});
		});
	}

	@Test
	void nameMetersThatExist() throws IOException {
		Set<String> named = new TreeSet<>();
		Matcher matcher = Pattern.compile("gai_\\w+").matcher(text());
		while (matcher.find()) {
			named.add(matcher.group());
		}
		assertThat(named).isSubsetOf(METERS);
	}

	private static String text() throws IOException {
		return Files.readString(Path.of(System.getProperty("repository.root"), "docs", "alerts.yaml"));
	}

}
