package dev.gai.braintrust.autoconfigure.startup;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Java agent of OpenTelemetry beside Spring Boot's own tracing.
 */
class JavaAgentTests {

	@Test
	void isNotThereInATest() {
		assertThat(JavaAgent.isThere()).isFalse();
	}

	@Test
	void isWarnedOfWithWhatToWrite() {
		assertThat(JavaAgent.warning(null)).contains("-Dotel.instrumentation.opentelemetry-api.enabled=false");
		assertThat(JavaAgent.warning("true")).isNotNull();
	}

	@Test
	void isLeftAloneWhereItsBridgeIsSwitchedOff() {
		assertThat(JavaAgent.warning("false")).isNull();
		assertThat(JavaAgent.warning(" FALSE ")).isNull();
	}

}
