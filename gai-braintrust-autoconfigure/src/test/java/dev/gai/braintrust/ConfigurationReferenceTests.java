package dev.gai.braintrust;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps {@code docs/configuration.md} equal to what the properties say of themselves.
 */
class ConfigurationReferenceTests {

	private static final String PREFIX = "gai.braintrust.";

	private final JsonNode metadata = metadata();

	@Test
	void documentIsUpToDate() throws IOException {
		new ApprovedFile("configuration.md").matches(document());
	}

	@Test
	void everyPropertyIsDescribedInASentence() {
		assertThat(this.metadata.path("properties")).isNotEmpty().allSatisfy((property) -> {
			String name = property.path("name").asString();
			assertThat(name).matches("(gai\\.braintrust|management\\.tracing\\.export)(\\.[a-z][a-z0-9-]*)+");
			assertThat(property.path("description").asString("")).as(name)
				.matches("(?s)[A-Z].*\\.")
				.doesNotStartWith("The ")
				.doesNotStartWith("A ");
		});
	}

	@Test
	void editorsCanOfferTheKeysAndValuesOfLists() {
		assertThat(this.metadata.path("hints")).extracting((hint) -> hint.path("name").asString())
			.contains("gai.braintrust.export.spool.mode", "gai.braintrust.cost.budgets",
					"gai.braintrust.cost.budgets[].window", "gai.braintrust.cost.budgets[].by",
					"gai.braintrust.sampling.rules", "gai.braintrust.cost.overrides");
	}

	@Test
	void everySwitchSaysWhether() {
		assertThat(this.metadata.path("properties"))
			.filteredOn((property) -> property.path("type").asString().equals("java.lang.Boolean"))
			.isNotEmpty()
			.allSatisfy((property) -> assertThat(property.path("description").asString()).startsWith("Whether "));
	}

	@Test
	void editorsCanOfferTheValuesOfEnumerations() {
		assertThat(this.metadata.path("properties"))
			.filteredOn((property) -> property.path("type").asString().startsWith("dev.gai.") && !isKey(property))
			.hasSizeGreaterThanOrEqualTo(2)
			.allSatisfy((property) -> {
				Class<?> type = Class.forName(property.path("type").asString());
				assertThat(type).isPublic();
				assertThat(type.isEnum()).isTrue();
				assertThat(type.getEnumConstants())
					.extracting((value) -> value.toString().toLowerCase(java.util.Locale.ROOT))
					.contains(property.path("defaultValue").asString());
			});
	}

	private static boolean isKey(JsonNode property) {
		return property.path("type").asString().endsWith(".ApiKey");
	}

	private String document() {
		Map<String, List<JsonNode>> byNoun = new LinkedHashMap<>();
		byNoun.put("", new ArrayList<>());
		for (JsonNode property : this.metadata.path("properties")) {
			if (!property.path("name").asString().startsWith(PREFIX)) {
				continue;
			}
			String name = property.path("name").asString().substring(PREFIX.length());
			String noun = name.contains(".") ? name.substring(0, name.indexOf('.')) : "";
			byNoun.computeIfAbsent(noun, (key) -> new ArrayList<>()).add(property);
		}
		StringBuilder document = new StringBuilder(
				"""
						# Configuration

						Generated from the configuration metadata by `ConfigurationReferenceTests`; do not edit. All names begin with
						`gai.braintrust.`, and each heading below is the next word of the name.
						""");
		document
			.append("""

					Of Spring Boot's properties, `management.tracing.export.braintrust.enabled` says whether to send spans to
					Braintrust. It takes precedence over `management.tracing.export.enabled`.
					""");
		byNoun.forEach((noun, properties) -> {
			document.append("\n## ").append(noun.isEmpty() ? "General" : noun).append("\n\n");
			document.append("| Property | Default | Description |\n|---|---|---|\n");
			properties.forEach((property) -> document.append(row(property)));
		});
		return document.toString();
	}

	private String row(JsonNode property) {
		String name = property.path("name").asString();
		String value = property.path("defaultValue").asString("");
		return "| `" + name + "` | " + (value.isEmpty() ? "" : "`" + value + "`") + " | "
				+ property.path("description").asString("").replace("|", "\\|") + values(property) + " |\n";
	}

	private static String values(JsonNode property) {
		String type = property.path("type").asString();
		if (!type.startsWith("dev.gai.")) {
			return "";
		}
		try {
			Object[] constants = Class.forName(type).getEnumConstants();
			if (constants == null) {
				return "";
			}
			List<String> names = new ArrayList<>();
			for (Object constant : constants) {
				names.add("`" + constant.toString().toLowerCase(java.util.Locale.ROOT) + "`");
			}
			return " One of " + String.join(", ", names) + ".";
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static JsonNode metadata() {
		try (InputStream in = ConfigurationReferenceTests.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			JsonNode metadata = JsonMapper.shared().readTree(in);
			// What Boot adds for each actuator endpoint is Boot's to describe.
			((ArrayNode) metadata.path("properties"))
				.removeIf((property) -> property.path("name").asString().startsWith("management.endpoint."));
			return metadata;
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

}
