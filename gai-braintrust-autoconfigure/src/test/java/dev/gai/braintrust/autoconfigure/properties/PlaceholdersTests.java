package dev.gai.braintrust.autoconfigure.properties;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Tag("thorough")
class PlaceholdersTests {

	@ParameterizedTest
	@ValueSource(strings = { "api-key", "api-url", "traces-path", "app-url", "org-name", "project-id", "project-name",
			"parent", "service.name", "service.version", "service.environment", "sampling.secret",
			"sampling.rules[0].provider", "sampling.rules[1].model", "export.ssl.bundle", "export.proxy.host",
			"export.proxy.username", "export.proxy.password", "export.spool.directory", "export.spool.adopt-from[0]",
			"trace.baggage.accept[0]", "cost.budgets[0].name", "cost.budgets[0].time-zone", "usage.metadata-keys[0]",
			"feedback.secret", "feedback.endpoint.path", "feedback.endpoint.scores[0]", "prompts.fallback",
			"console.path" })
	void areFoundInEveryTextThatCanBeSet(String name) {
		Map<String, String> set = new LinkedHashMap<>(Map.of("gai.braintrust." + name, "a ${NOWHERE}",
				"gai.braintrust.sampling.rules[0].ratio", "1", "gai.braintrust.sampling.rules[0].model", "m",
				"gai.braintrust.cost.budgets[0].limit-usd", "1"));
		BraintrustProperties properties = bound(set);

		assertThatExceptionOfType(InvalidBraintrustPropertyException.class)
			.isThrownBy(() -> Placeholders.check(properties))
			.satisfies((ex) -> assertThat(ex.getMessage()).contains("gai.braintrust." + name).contains("placeholder"));
	}

	@Test
	void mayStandInPatternsAndBeAbsent() {
		BraintrustProperties properties = bound(
				Map.of("gai.braintrust.content.masking.patterns[0]", "\\Q${SECRET}\\E"));

		assertThatCode(() -> Placeholders.check(properties)).doesNotThrowAnyException();
	}

	@Test
	void areLookedForInWhateverRecordIsGiven() {
		Map<String, String> texts = new LinkedHashMap<>();

		TextSettings.forEach("my", new Outer("a", null, 7, new Inner(List.of("b", "c"), ApiKey.of("d")),
				Map.of("one", new Inner(List.of(), null)), Path.of("e")), texts::put);

		assertThat(texts).containsExactly(Map.entry("my.first-name", "a"), Map.entry("my.inner.names[0]", "b"),
				Map.entry("my.inner.names[1]", "c"), Map.entry("my.inner.key", "d"), Map.entry("my.folder", "e"));
		assertThat(TextSettings.records(Outer.class)).containsExactly(Outer.class, Inner.class);
	}

	private static BraintrustProperties bound(Map<String, String> set) {
		return new Binder(new MapConfigurationPropertySource(set)).bindOrCreate("gai.braintrust",
				BraintrustProperties.class);
	}

	public record Outer(String firstName, @Nullable String missing, int number, Inner inner, Map<String, Inner> more,
			Path folder) {

	}

	public record Inner(List<String> names, @Nullable ApiKey key) {

	}

}
