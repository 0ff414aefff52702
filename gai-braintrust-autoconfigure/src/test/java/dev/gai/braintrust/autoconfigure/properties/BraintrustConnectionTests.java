package dev.gai.braintrust.autoconfigure.properties;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Tag("thorough")
class BraintrustConnectionTests {

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "-, -, -, -, project_name:application", "-, -, -, shop, project_name:shop",
					"-, -, ' demo ', shop, project_name:demo", "-, p-1, demo, shop, project_id:p-1",
					"experiment_id:e-1, p-1, demo, shop, experiment_id:e-1",
					"' playground_id:x ', -, -, -, playground_id:x", "' ', ' ', ' ', ' ', project_name:application" })
	void prefersTheMoreSpecificParent(String parent, String projectId, String projectName, String application,
			String expected) {
		BraintrustProperties properties = bind("parent", parent, "project-id", projectId, "project-name", projectName);

		assertThat(new BraintrustConnection(properties, application).parent()).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "project-name, 'a\u0007b'", "project-id, 'a\u0007b'", "parent, 'project_name:a\u0007b'" })
	void refusesControlCharacters(String property, String value) {
		assertThatExceptionOfType(InvalidBraintrustPropertyException.class)
			.isThrownBy(() -> new BraintrustConnection(bind(property, value), null).check())
			.withMessage("Property 'gai.braintrust." + property + "' holds a control character");
	}

	@ParameterizedTest
	@CsvSource({ "https://api.example.com, /otel/v1/traces, https://api.example.com/otel/v1/traces",
			"https://api.example.com/, /v1/traces, https://api.example.com/v1/traces",
			"https://api.example.com/base, /v1/traces, https://api.example.com/base/v1/traces",
			"' https://api.example.com ', /, https://api.example.com/" })
	void joinsAddressAndPath(String url, String path, String expected) {
		BraintrustProperties properties = bind("api-url", url, "traces-path", path, "api-key", "sk-x");

		assertThat(new BraintrustConnection(properties, null).destination().tracesUrl()).hasToString(expected);
	}

	@Test
	void hasNoDestinationWithoutAKey() {
		assertThatExceptionOfType(InvalidBraintrustPropertyException.class)
			.isThrownBy(() -> new BraintrustConnection(bind(), null).destination());
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = {
					"acme & co, -, my shop, -, https://www.braintrust.dev/app/acme%20%26%20co/p/my%20shop/logs?r=t&s=s",
					"acme, p-1, -, -, -", "acme, p-1, shop, -, https://www.braintrust.dev/app/acme/p/shop/logs?r=t&s=s",
					"acme, -, -, experiment_id:e-1, -", "-, -, shop, -, -" })
	void knowsTheAddressesOfSpansWhereItCan(String org, String projectId, String projectName, String parent,
			String expected) {
		BraintrustProperties properties = bind("org-name", org, "project-id", projectId, "project-name", projectName,
				"parent", parent, "app-url", "https://www.braintrust.dev/");

		assertThat(new BraintrustConnection(properties, null).permalinks().of("t", "s")).isEqualTo(expected);
	}

	private static BraintrustProperties bind(String... namesAndValues) {
		Map<String, String> map = new HashMap<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			if (namesAndValues[i + 1] != null) {
				map.put("gai.braintrust." + namesAndValues[i], namesAndValues[i + 1]);
			}
		}
		return new Binder(new MapConfigurationPropertySource(map)).bindOrCreate("gai.braintrust",
				BraintrustProperties.class);
	}

}
