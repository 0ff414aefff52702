package dev.gai.braintrust.content.snapshot;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(60)
class ContentSnapshotsTests {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final ContentSnapshots snapshots = new ContentSnapshots(MAPPER);

	@Test
	void keepsPlainValuesByReference() {
		String text = new String("text");
		for (Object value : List.of(text, 300, 300L, (short) 3, (byte) 4, 1.5, 1.5f, true, new BigDecimal("1.50"),
				new BigInteger("5"))) {
			assertThat(tree(value)).isSameAs(value);
		}
		assertThat(tree(null)).isNull();
	}

	@Test
	void turnsWhatReadsAsTextIntoText() throws Exception {
		UUID uuid = UUID.randomUUID();
		assertThat(tree(new StringBuilder("built"))).isEqualTo("built");
		assertThat(tree('c')).isEqualTo("c");
		assertThat(tree("chars".toCharArray())).isEqualTo("chars");
		assertThat(tree(uuid)).isEqualTo(uuid.toString());
		assertThat(tree(URI.create("https://example.com/a"))).isEqualTo("https://example.com/a");
		assertThat(tree(URI.create("https://example.com/a").toURL())).isEqualTo("https://example.com/a");
		assertThat(tree(Path.of("a", "b"))).isEqualTo(Path.of("a", "b").toString());
		assertThat(tree(new java.io.File("a"))).isEqualTo("a");
		assertThat(tree(LocalDate.of(2026, 11, 22))).isEqualTo("2026-11-22");
		assertThat(tree(Duration.ofSeconds(5))).isEqualTo("PT5S");
		assertThat(tree(ZoneOffset.UTC)).isEqualTo("Z");
		assertThat(tree(String.class)).isEqualTo("java.lang.String");
		assertThat(tree(Locale.GERMANY)).isEqualTo("de_DE");
		assertThat(tree(Currency.getInstance("EUR"))).isEqualTo("EUR");
		assertThat(tree(TimeUnit.DAYS)).isEqualTo("DAYS");
		assertThat(tree(Shouting.QUIET)).isEqualTo("QUIET");
		assertThat(tree(Date.from(Instant.EPOCH))).isEqualTo("1970-01-01T00:00:00Z");
		assertThat(tree(new java.sql.Date(0))).isEqualTo("1970-01-01T00:00:00Z");
		Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
		calendar.setTimeInMillis(0);
		assertThat(tree(calendar)).isEqualTo("1970-01-01T00:00:00Z");
		assertThat(tree(TimeZone.getTimeZone("UTC"))).isEqualTo("UTC");
		assertThat(tree(StandardCharsets.UTF_8)).isEqualTo("UTF-8");
		assertThat(tree(Pattern.compile("a+"))).isEqualTo("a+");
		assertThat(tree(InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }))).isEqualTo("/127.0.0.1");
	}

	@Test
	void turnsNumbersThatChangeOrAreNoneIntoFixedValues() {
		LongAdder adder = new LongAdder();
		adder.add(7);
		DoubleAdder doubles = new DoubleAdder();
		doubles.add(0.5);
		assertThat(tree(new AtomicInteger(5))).isEqualTo(5L);
		assertThat(tree(new AtomicLong(6))).isEqualTo(6L);
		assertThat(tree(adder)).isEqualTo(7L);
		assertThat(tree(doubles)).isEqualTo(0.5);
		assertThat(tree(new AtomicBoolean(true))).isEqualTo(true);
		assertThat(tree(Double.NaN)).isEqualTo("NaN");
		assertThat(tree(Float.POSITIVE_INFINITY)).isEqualTo("Infinity");
		assertThat(tree(Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
		assertThat(tree(new OddNumber("12.5"))).isEqualTo(new BigDecimal("12.5"));
		assertThat(tree(new OddNumber("a dozen"))).isEqualTo("a dozen");
	}

	@Test
	void unwrapsOptionalsAndReferences() {
		assertThat(tree(Optional.of("a"))).isEqualTo("a");
		assertThat(tree(Optional.empty())).isNull();
		assertThat(tree(OptionalInt.of(1))).isEqualTo(1);
		assertThat(tree(OptionalInt.empty())).isNull();
		assertThat(tree(OptionalLong.of(1))).isEqualTo(1L);
		assertThat(tree(OptionalLong.empty())).isNull();
		assertThat(tree(OptionalDouble.of(1))).isEqualTo(1.0);
		assertThat(tree(OptionalDouble.empty())).isNull();
		assertThat(tree(new AtomicReference<>(List.of("a")))).isEqualTo(List.of("a"));
		AtomicReference<@Nullable Object> itself = new AtomicReference<>();
		itself.set(itself);
		assertThat(tree(itself)).isEqualTo(SnapshotWalk.TOO_DEEP);
	}

	@Test
	void describesBytesByTheirNumber() {
		assertThat(tree(new byte[5])).isEqualTo("<5 bytes>");
		assertThat(tree(new Byte[2])).isEqualTo("<2 bytes>");
		ByteBuffer buffer = ByteBuffer.allocate(7);
		assertThat(tree(buffer)).isEqualTo("<7 bytes>");
		assertThat(buffer.position()).isZero();
		assertThat(tree(Map.of("image", new byte[3]))).isEqualTo(Map.of("image", "<3 bytes>"));
	}

	@Test
	void copiesArraysCollectionsMapsAndEntries() {
		assertThat(tree(new int[] { 1, 2 })).isEqualTo(List.of(1, 2));
		assertThat(tree(new float[] { 0.5f })).isEqualTo(List.of(0.5f));
		assertThat(tree(new Object[] { "a", null, new String[] { "b" } }))
			.isEqualTo(Arrays.asList("a", null, List.of("b")));
		assertThat(tree(new java.util.ArrayDeque<>(List.of(1, 2)))).isEqualTo(List.of(1, 2));
		assertThat(tree(new EnumMap<>(Map.of(Shouting.QUIET, Optional.of(1))))).isEqualTo(Map.of("quiet!", 1));
		assertThat(tree(Map.entry("k", List.of("v")))).isEqualTo(Map.of("k", List.of("v")));
		Map<Object, Object> keys = new LinkedHashMap<>();
		keys.put(null, "nothing");
		keys.put(1, "number");
		keys.put("1", "text");
		assertThat(tree(keys)).isEqualTo(Map.of("null", "nothing", "1", "number", "1 (3)", "text"));
	}

	@Test
	void doesNotChangeWhenTheSourceChanges() {
		List<Object> list = new ArrayList<>(List.of("a"));
		Map<String, Object> map = new HashMap<>(Map.of("list", list));
		Object[] array = { map };
		StringBuilder text = new StringBuilder("before");
		list.add(text);
		Object tree = tree(array);
		list.clear();
		map.put("new", 1);
		array[0] = "gone";
		text.append(" after");
		assertThat(tree).isEqualTo(List.of(Map.of("list", List.of("a", "before"))));
	}

	@Test
	@SuppressWarnings("unchecked")
	void cannotBeModified() {
		List<Object> list = (List<Object>) tree(new ArrayList<>(List.of(new HashMap<>(Map.of("a", 1)))));
		assertThat(list).isNotNull();
		Map<String, Object> map = (Map<String, Object>) list.get(0);
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> list.add("b"));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> map.put("b", 2));
		Map<String, Object> bean = (Map<String, Object>) tree(new Question("q", new ArrayList<>(), Map.of()));
		assertThat(bean).isNotNull();
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> bean.put("b", 2));
	}

	@Test
	void describesThrowablesByTypeAndMessage() {
		assertThat(tree(new IllegalStateException("why")))
			.isEqualTo(Map.of("type", "java.lang.IllegalStateException", "message", "why"));
		Snapshot broken = this.snapshots.take(new RuntimeException() {
			private static final long serialVersionUID = 1L;

			@Override
			public String getMessage() {
				throw new UnsupportedOperationException();
			}
		});
		assertThat((Map<?, ?>) broken.tree()).extracting("message")
			.isEqualTo("<not captured: UnsupportedOperationException>");
		assertThat(broken.failure()).isEqualTo("UnsupportedOperationException");
	}

	@Test
	void copiesJsonNodes() {
		ObjectNode node = MAPPER.createObjectNode();
		node.put("text", "a")
			.put("number", 1)
			.put("decimal", new BigDecimal("0.10"))
			.put("flag", true)
			.putNull("nothing");
		node.putArray("list").add("x").addPOJO(new Question("q", List.of(), Map.of())).add(new byte[4]);
		assertThat(tree(node).toString()).isEqualTo(
				"{text=a, number=1, decimal=0.10, flag=true, nothing=null, list=[x, {text=q, parts=[], more={}}, <4 bytes>]}");
		assertThat(tree(MAPPER.missingNode())).isNull();
		assertThat(tree(MAPPER.stringNode("s"))).isEqualTo("s");
		JsonNode pojo = MAPPER.getNodeFactory().pojoNode(null);
		assertThat(tree(pojo)).isNull();
	}

	@Test
	void estimatesTheMemoryItHolds() {
		long small = this.snapshots.take("x").approximateBytes();
		long large = this.snapshots.take(List.of("x".repeat(1000), Map.of("k".repeat(500), 1))).approximateBytes();
		assertThat(small).isBetween(1L, 100L);
		assertThat(large).isBetween(1500L, 1800L);
		assertThat(this.snapshots.take(new Question("x".repeat(1000), List.of(), Map.of())).approximateBytes())
			.isBetween(1000L, 1300L);
	}

	private @Nullable Object tree(@Nullable Object value) {
		Snapshot snapshot = this.snapshots.take(value);
		assertThat(snapshot.failure()).isNull();
		return snapshot.tree();
	}

	enum Shouting {

		QUIET;

		@Override
		public String toString() {
			return "quiet!";
		}

	}

	record Question(String text, List<Object> parts, Map<String, Object> more) {
	}

	private static final class OddNumber extends Number {

		private static final long serialVersionUID = 1L;

		private final String text;

		OddNumber(String text) {
			this.text = text;
		}

		@Override
		public int intValue() {
			return 0;
		}

		@Override
		public long longValue() {
			return 0;
		}

		@Override
		public float floatValue() {
			return 0;
		}

		@Override
		public double doubleValue() {
			return 0;
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

}
