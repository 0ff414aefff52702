package dev.gai.braintrust.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.actuate.endpoint.SanitizableData;

import static org.assertj.core.api.Assertions.assertThat;

class SecretSanitizerTests {

	private final SecretSanitizer sanitizer = new SecretSanitizer(ApiKey.of("sk-key"));

	@ParameterizedTest
	@ValueSource(strings = { "gai.braintrust.api-key", "gai.braintrust.apiKey", "GAI_BRAINTRUST_APIKEY",
			"BRAINTRUST_API_KEY", "management.opentelemetry.tracing.export.otlp.headers.Authorization",
			"proxy-authorization", "OTEL_EXPORTER_OTLP_HEADERS", "OTEL_EXPORTER_OTLP_TRACES_HEADERS" })
	void hidesByName(String name) {
		assertThat(sanitized(name, "other")).isEqualTo(SanitizableData.SANITIZED_VALUE);
	}

	@Test
	void hidesTheKeyUnderAnyName() {
		assertThat(sanitized("my.token", "Bearer sk-key")).isEqualTo(SanitizableData.SANITIZED_VALUE);
		assertThat(sanitized("my.token", ApiKey.of("another"))).isEqualTo(SanitizableData.SANITIZED_VALUE);
	}

	@Test
	void leavesEverythingElse() {
		assertThat(sanitized("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost")).isEqualTo("http://localhost");
		assertThat(sanitized("spring.mvc.headers", "plain")).isEqualTo("plain");
		assertThat(sanitized("gai.braintrust.api-key", null)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  " })
	void doesNotTakeABlankKeyForPartOfEverything(String key) {
		assertThat(
				new SecretSanitizer(ApiKey.of(key)).apply(new SanitizableData(null, "a.name", "a  value")).getValue())
			.isEqualTo("a  value");
		assertThat(new SecretSanitizer(null).apply(new SanitizableData(null, "a.name", "value")).getValue())
			.isEqualTo("value");
	}

	private Object sanitized(String name, Object value) {
		return this.sanitizer.apply(new SanitizableData(null, name, value)).getValue();
	}

}
