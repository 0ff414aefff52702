package dev.gai.braintrust.mcp;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class PersonalEntriesTests {

	private final PersonalEntries entries = new PersonalEntries();

	@ParameterizedTest
	@ValueSource(strings = { "userId", "user", "customer_name", "e-mail", "phoneNumber", "lastName", "accessToken",
			"api_key", "currentPrincipal" })
	void warnsOfNamesThatLookPersonal(String name, CapturedOutput output) {
		this.entries.check(Map.of(name, "secret value"));

		assertThat(output).contains("[" + name + "]", "ToolContextToMcpMetaConverter").doesNotContain("secret value");
	}

	@Test
	void warnsOfAddressesAndOfWholeObjects(CapturedOutput output) {
		this.entries.check(Map.of("contact", "ada@example.org", "who", new Person("Ada"), "strange\nname@", "x@y.zz"));

		assertThat(output).contains("[?, contact, who]").doesNotContain("ada@", "Ada");
	}

	@ParameterizedTest
	@ValueSource(strings = { "tenant", "locale", "progressToken", "traceparent", "limit" })
	void isSilentAboutTheRest(String name, CapturedOutput output) {
		this.entries.check(Map.of(name, "x"));
		this.entries.check(null);

		assertThat(output).doesNotContain("look personal");
	}

	record Person(String name) {

	}

}
