package dev.gai.braintrust.response.usage;

import java.util.Set;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

class JsonValueTests {

	static Stream<Object> twelve() {
		return Stream.of(12, 12L, 12.0, 12f, (short) 12, new BigDecimal("12.00"), new BigInteger("12"), "12", " 12 ",
				JsonNodeFactory.instance.numberNode(12), DoubleNode.valueOf(12.0),
				JsonNodeFactory.instance.stringNode("12"));
	}

	static Stream<Object> impossible() {
		return Stream.of(-1, 1.5, Double.NaN, Double.POSITIVE_INFINITY, new BigDecimal("1e400000000"),
				new BigInteger("9").pow(200), "1e999999999", "9".repeat(1_000_000), "twelve", "", true, List.of(12),
				Map.of("a", 12), DoubleNode.valueOf(Double.NaN), JsonNodeFactory.instance.numberNode(-3),
				JsonNodeFactory.instance.booleanNode(true), JsonNodeFactory.instance.objectNode());
	}

	@ParameterizedTest
	@MethodSource("twelve")
	void countsWithAnyTypeOfNumber(Object raw) {
		assertThat(JsonValue.of(raw).count()).isEqualTo(12);
	}

	@ParameterizedTest
	@MethodSource("impossible")
	void readsAnImpossibleCountAsNotReported(Object raw) {
		assertThat(JsonValue.of(raw).count()).isNull();
	}

	@Test
	void readsNullNodesAsAbsent() {
		JsonValue value = JsonValue.of(JsonMapper.shared().readTree("{\"a\":null}"));
		assertThat(value.isObject()).isTrue();
		assertThat(value.has("a")).isFalse();
		assertThat(value.get("b").get("c").text()).isNull();
	}

	@Test
	void readsAMapWithOtherKeysThanTextAsNothing() {
		assertThat(JsonValue.of(new TreeMap<>(Map.of(1, "one"))).has("one")).isFalse();
	}

	@Test
	void copiesTheSameFromMapsAndNodes() {
		Map<String, Object> map = Map.of("a", List.of(1, "b", true), "c", Map.of("d", 2.5));
		JsonValue node = JsonValue.of(JsonMapper.shared().valueToTree(map));
		assertThat(JsonValue.of(map).plain()).isEqualTo(map);
		assertThat(node.plain()).isEqualTo(map);
	}

	@Test
	void copiesAMapThatContainsItself() {
		Map<String, Object> cyclic = new HashMap<>();
		cyclic.put("self", cyclic);
		assertThat(JsonValue.of(cyclic).json()).isEqualTo("{\"self\":\"<cycle>\"}");
	}

	@Test
	void copyIsNotChangedByTheOriginal() {
		List<Object> original = new ArrayList<>(List.of("a"));
		Object copy = JsonValue.of(original).plain();
		original.add("b");
		assertThat(copy).isEqualTo(List.of("a"));
	}

	@Test
	void writesTextAsItIsAndObjectsAsJson() {
		assertThat(JsonValue.of("{broken").json()).isEqualTo("{broken");
		assertThat(JsonValue.of(Map.of("a", 1)).json()).isEqualTo("{\"a\":1}");
		assertThat(JsonValue.of(null).json()).isNull();
	}

	@Test
	void saysWhetherOneOfSomeFieldsHasAValue() {
		Map<Object, Object> few = new HashMap<>();
		few.put("error", null);
		few.put(null, "x");
		few.put(7, "x");
		Map<String, Object> many = new TreeMap<>();
		for (int i = 0; i < 20; i++) {
			many.put("field" + i, i);
		}

		assertThat(JsonValue.of(few).hasAny(Set.of("error", "message", "status"))).isFalse();
		few.put("message", "x");
		assertThat(JsonValue.of(few).hasAny(Set.of("error", "message", "status", "code"))).isTrue();
		assertThat(JsonValue.of(many).hasAny(Set.of("error", "field7"))).isTrue();
		assertThat(JsonValue.of(many).hasAny(Set.of("error", "message"))).isFalse();
		assertThat(JsonValue.of(JsonMapper.shared().valueToTree(many)).hasAny(Set.of("error", "field7"))).isTrue();
		assertThat(JsonValue.of(new TreeMap<>(Map.of(1, "x"))).hasAny(Set.of("error"))).isFalse();
		assertThat(JsonValue.of("error").hasAny(Set.of("error"))).isFalse();
	}

}
