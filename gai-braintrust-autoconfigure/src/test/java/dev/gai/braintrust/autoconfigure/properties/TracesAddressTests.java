package dev.gai.braintrust.autoconfigure.properties;

import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The address that spans are sent to, also where somebody has written all of it.
 */
class TracesAddressTests {

	@ParameterizedTest
	@CsvSource({ "https://api.example.com,, https://api.example.com/otel/v1/traces, https://api.example.com",
			"https://api.example.com/,, https://api.example.com/otel/v1/traces, https://api.example.com",
			"https://api.example.com/otel/v1/traces,, https://api.example.com/otel/v1/traces, https://api.example.com",
			"https://api.example.com/otel/v1/traces/,, https://api.example.com/otel/v1/traces, https://api.example.com",
			"https://example.com/bt/otel/v1/traces,, https://example.com/bt/otel/v1/traces, https://example.com/bt",
			"http://localhost:4318/v1/traces,, http://localhost:4318/v1/traces, http://localhost:4318",
			"http://localhost:4318/v1/traces, /v1/traces, http://localhost:4318/v1/traces, http://localhost:4318",
			"http://localhost:4318, /v1/traces, http://localhost:4318/v1/traces, http://localhost:4318",
			"http://localhost:4318/in, /v1/traces, http://localhost:4318/in/v1/traces, http://localhost:4318/in" })
	void isUnderstoodInFull(String apiUrl, String tracesPath, String traces, String api) {
		Map<String, String> settings = (tracesPath != null)
				? Map.of("gai.braintrust.api-url", apiUrl, "gai.braintrust.traces-path", tracesPath,
						"gai.braintrust.api-key", "k")
				: Map.of("gai.braintrust.api-url", apiUrl, "gai.braintrust.api-key", "k");
		BraintrustProperties properties = new Binder(new MapConfigurationPropertySource(settings))
			.bindOrCreate("gai.braintrust", BraintrustProperties.class);

		BraintrustConnection connection = new BraintrustConnection(properties, "shop");

		assertThat(connection.destination().tracesUrl()).hasToString(traces);
		assertThat(connection.apiUrl()).hasToString(api);
	}

}
