package dev.gai.braintrust.export.row.otlp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.gai.braintrust.content.bytes.JsonBytes;
import dev.gai.braintrust.content.bytes.TextBytes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AttributeList}.
 */
class AttributeListTests {

	private final AttributeList list = new AttributeList();

	@Test
	void isWhatABuilderOfTheSameAttributesMakes() {
		this.list.put("text", "a");
		this.list.put("number", 1L);
		this.list.put("fraction", 0.5);
		this.list.put("flag", true);
		this.list.put(AttributeKey.stringArrayKey("texts"), List.of("a", "b"));
		Attributes built = Attributes.builder()
			.put("text", "a")
			.put("number", 1L)
			.put("fraction", 0.5)
			.put("flag", true)
			.put(AttributeKey.stringArrayKey("texts"), List.of("a", "b"))
			.build();
		assertThat(this.list).isEqualTo(built).hasSameHashCodeAs(built.asMap());
		assertThat(this.list.toBuilder().build()).isEqualTo(built);
		assertThat(this.list.asMap()).isEqualTo(built.asMap());
		assertThat(this.list.size()).isEqualTo(5);
	}

	@Test
	void keepsTheOrderInWhichAttributesWerePut() {
		this.list.put("z", "1");
		this.list.put("a", "2");
		Map<String, Object> seen = new LinkedHashMap<>();
		this.list.forEach((key, value) -> seen.put(key.getKey(), value));
		assertThat(seen.keySet()).containsExactly("z", "a");
	}

	@Test
	void theLastOfANameWins() {
		this.list.put("a", "1");
		this.list.put("b", "2");
		this.list.put("a", 3L);
		assertThat(this.list.size()).isEqualTo(2);
		assertThat(this.list.get(AttributeKey.longKey("a"))).isEqualTo(3L);
		assertThat(this.list.get(AttributeKey.stringKey("a"))).isNull();
		assertThat(this.list.get(AttributeKey.stringKey("b"))).isEqualTo("2");
	}

	@Test
	void aTextInMemoryThatIsUsedAgainIsATextForEverybodyElse() {
		JsonBytes memory = new JsonBytes(new TextBytes());
		memory.text("für", 100);
		this.list.put("json", memory.since(0));
		assertThat(this.list.get(AttributeKey.stringKey("json"))).isEqualTo("\"für\"");
		assertThat(this.list.asMap()).isEqualTo(Map.of(AttributeKey.stringKey("json"), "\"für\""));
		this.list.keep();
		memory.clear();
		memory.text("something else", 100);
		assertThat(this.list.get(AttributeKey.stringKey("json"))).isEqualTo("\"für\"");
	}

	@Test
	void aThousandNamesAreAsInAMap() {
		Map<String, Object> expected = new LinkedHashMap<>();
		Random random = new Random(8);
		for (int round = 0; round < 2; round++) {
			this.list.clear();
			expected.clear();
			for (long i = 0; i < 3000; i++) {
				String name = "name." + random.nextInt(1000);
				this.list.put(name, i);
				expected.put(name, i);
			}
			Map<String, Object> seen = new LinkedHashMap<>();
			this.list.forEach((key, value) -> seen.put(key.getKey(), value));
			assertThat(seen).isEqualTo(expected);
			assertThat(seen.keySet()).containsExactlyElementsOf(expected.keySet());
			assertThat(this.list.size()).isEqualTo(expected.size());
		}
	}

	@Test
	void whatHasNoNameIsNoAttribute() {
		this.list.put("", "1");
		assertThat(this.list.isEmpty()).isTrue();
	}

}
