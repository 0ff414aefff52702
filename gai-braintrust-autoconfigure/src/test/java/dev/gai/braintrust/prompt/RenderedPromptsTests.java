package dev.gai.braintrust.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class RenderedPromptsTests {

	private final RenderedPrompts memory = new RenderedPrompts();

	@Test
	void tellsRequestsApartThatHaveTheTextOfTheSystemInCommon() {
		BraintrustPrompt prompt = prompt("a", "Be kind", "Hello {{name}}");

		BraintrustPrompt.Rendered ada = prompt.render(Map.of("name", "Ada"));
		BraintrustPrompt.Rendered bob = prompt.render(Map.of("name", "Bob"));

		assertThat(this.memory.find(sent("Be kind", "Hello Ada"))).isSameAs(ada);
		assertThat(this.memory.find(sent("Be kind", "Hello Bob", "More"))).isSameAs(bob);
		assertThat(this.memory.find(sent("Be kind", "Hello Eve"))).isNull();
		assertThat(this.memory.find(sent("Hello Ada"))).isNull();
		assertThat(this.memory.find("Be kind")).isNull();
	}

	@Test
	void takesThePromptOfTheLatestQuestion() {
		BraintrustPrompt.Rendered first = prompt("a", "Be kind").render(Map.of());
		BraintrustPrompt.Rendered second = prompt("b", "Be kind", "{{question}}").render(Map.of("question", "Why?"));

		assertThat(this.memory.find(sent("Be kind", "Why?"))).isSameAs(second);
		assertThat(this.memory.find(sent("Be kind", "Something else"))).isSameAs(first);
	}

	@Test
	void forgetsWhatWasRenderedLongAgoAndNotWhatIsInUse() {
		BraintrustPrompt.Rendered old = prompt("old", "Old").render(Map.of());
		BraintrustPrompt prompt = prompt("a", "Be kind", "Hello {{name}}");
		BraintrustPrompt.Rendered last = null;
		for (int i = 0; i < 1000; i++) {
			last = prompt.render(Map.of("name", i));
		}

		assertThat(this.memory.find(sent("Be kind", "Hello 999"))).isSameAs(last);
		assertThat(this.memory.find(sent("Be kind", "Hello 0"))).isNull();
		assertThat(this.memory.find(sent("Old"))).isNull();
		assertThat(old.texts()).containsExactly("Old");
	}

	@Test
	void showsOfAVariableWhatTheApplicationShows() {
		JsonMapper mapper = JsonMapper.builder().addMixIn(Customer.class, WithoutTaxNumber.class).build();

		BraintrustPrompt.Rendered rendered = prompt("a", "Greet {{customer}}, {{customer.name}}")
			.rememberedBy(this.memory, () -> mapper)
			.render(Map.of("customer", new Customer("Ada", "12/345")));

		assertThat(rendered.variables()).isEqualTo(Map.of("customer", Map.of("name", "Ada")));
		assertThat(rendered.texts()).containsExactly("Greet {\"name\":\"Ada\"}, Ada");
	}

	private BraintrustPrompt prompt(String slug, String... texts) {
		List<Map<String, Object>> messages = new ArrayList<>();
		for (String text : texts) {
			messages.add(Map.of("role", messages.isEmpty() ? "system" : "user", "content", text));
		}
		return PromptReader
			.read(slug,
					JsonMapper.shared()
						.valueToTree(Map.of("slug", slug, "prompt_data",
								Map.of("prompt", Map.of("type", "chat", "messages", messages)))),
					PromptOrigin.BRAINTRUST)
			.rememberedBy(this.memory, JsonMapper::shared);
	}

	private static List<Map<String, Object>> sent(String... texts) {
		return List.of(texts)
			.stream()
			.<Map<String, Object>>map((text) -> Map.of("role", "user", "content", text))
			.toList();
	}

	record Customer(String name, String taxNumber) {
	}

	interface WithoutTaxNumber {

		@JsonIgnore
		String taxNumber();

	}

}
