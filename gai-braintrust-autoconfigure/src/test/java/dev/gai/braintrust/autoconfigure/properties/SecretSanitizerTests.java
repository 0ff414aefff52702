package dev.gai.braintrust.autoconfigure.properties;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.actuate.endpoint.SanitizableData;

import static org.assertj.core.api.Assertions.assertThat;

class SecretSanitizerTests {

	private final SecretSanitizer sanitizer = new SecretSanitizer(List.of(ApiKey.of("sk-key")));

	@ParameterizedTest
	@ValueSource(strings = { "gai.braintrust.api-key", "gai.braintrust.apiKey", "GAI_BRAINTRUST_APIKEY",
			"BRAINTRUST_API_KEY", "management.opentelemetry.tracing.export.otlp.headers.Authorization",
			"MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_HEADERS_AUTHORIZATION",
			"management.opentelemetry.tracing.export.otlp.headers[x-api-key]",
			"management.opentelemetry.logging.export.otlp.headers.x-team", "management.otlp.metrics.export.headers.key",
			"proxy-authorization", "OTEL_EXPORTER_OTLP_HEADERS", "OTEL_EXPORTER_OTLP_TRACES_HEADERS",
			"otel.exporter.otlp.headers", "gai.braintrust.api_key", "GAI_BRAINTRUST_API_KEY",
			"gai.braintrust.export.proxy.password", "GAI_BRAINTRUST_EXPORT_PROXY_PASSWORD" })
	void hidesByName(String name) {
		assertThat(sanitized(name, "other")).isEqualTo(SanitizableData.SANITIZED_VALUE);
	}

	@Test
	void hidesTheKeyUnderAnyName() {
		assertThat(sanitized("my.token", "Bearer sk-key")).isEqualTo(SanitizableData.SANITIZED_VALUE);
		assertThat(sanitized("my.token", ApiKey.of("another"))).isEqualTo(SanitizableData.SANITIZED_VALUE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "java -Dotel.exporter.otlp.headers=Authorization=Bearer abc -jar app.jar",
			"{\"headers\": {\"Authorization\": \"Bearer abc\"}}", "authorization=Bearer%20abc,x=y",
			"authorization: Basic am9lOmh1bnRlcjI=" })
	void hidesHeadersWithinOtherValues(String value) {
		assertThat(sanitized("sun.java.command", value)).isEqualTo(SanitizableData.SANITIZED_VALUE);
	}

	@Test
	void leavesEverythingElse() {
		assertThat(sanitized("spring.security.oauth2.client.provider.a.authorization-uri", "https://a"))
			.isEqualTo("https://a");
		assertThat(sanitized("a.text", "Needs authorization: ask")).isEqualTo("Needs authorization: ask");
		assertThat(sanitized("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost")).isEqualTo("http://localhost");
		assertThat(sanitized("spring.mvc.headers", "plain")).isEqualTo("plain");
		assertThat(sanitized("gai.braintrust.api-key", null)).isNull();
	}

	@Test
	void hidesAShortPasswordWhereItIsNotPartOfAWord() {
		SecretSanitizer short3 = new SecretSanitizer(List.of(ApiKey.of("sk-key"), ApiKey.of("cat")));

		assertThat(short3.apply(new SanitizableData(null, "https_proxy", "http://joe:cat@proxy:3128")).getValue())
			.isEqualTo(SanitizableData.SANITIZED_VALUE);
		assertThat(short3.apply(new SanitizableData(null, "a.name", "catalog")).getValue()).isEqualTo("catalog");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  " })
	void doesNotTakeABlankKeyForPartOfEverything(String key) {
		assertThat(new SecretSanitizer(List.of(ApiKey.of(key))).apply(new SanitizableData(null, "a.name", "a  value"))
			.getValue()).isEqualTo("a  value");
		assertThat(new SecretSanitizer(List.of()).apply(new SanitizableData(null, "a.name", "value")).getValue())
			.isEqualTo("value");
	}

	private Object sanitized(String name, Object value) {
		return this.sanitizer.apply(new SanitizableData(null, name, value)).getValue();
	}

}
