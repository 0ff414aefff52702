package dev.gai.braintrust.content;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Objects with properties, and values that throw.
 */
@Timeout(60)
class ObjectSnapshotsTests {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final ContentSnapshots snapshots = new ContentSnapshots(MAPPER);

	@Test
	void readsObjectsAsTheMapperDoes() {
		Snapshot snapshot = this.snapshots.take(new Annotated());
		assertThat(snapshot.failure()).isNull();
		assertThat(snapshot.tree()).isEqualTo(Map.of("renamed", "a", "raw", "{\"x\":1}", "masked", List.of("***"),
				"without", Map.of("open", 1), "only", Map.of("open", 1)));
	}

	@Test
	void treatsPropertiesAsItTreatsValues() throws Exception {
		InputStream stream = new ByteArrayInputStream(new byte[3]);
		Iterator<String> iterator = List.of("a").iterator();
		Stream<String> elements = Stream.of("a");
		Everything everything = new Everything(stream, iterator, elements, () -> "x", new byte[5],
				new IllegalStateException("why"), new int[] { 1, 2 }, MAPPER.createObjectNode().put("k", 1),
				Map.entry("k", "v"), Double.NaN, List.of(new byte[2], elements));
		Snapshot snapshot = this.snapshots.take(everything);
		assertThat(snapshot.failure()).isNull();
		assertThat(String.valueOf(snapshot.tree())).isEqualTo("{stream=<java.io.ByteArrayInputStream>, " + "iterator=<"
				+ iterator.getClass().getName() + ">, elements=<java.util.stream.ReferencePipeline$Head>, "
				+ "supplier=<java.util.function.Supplier>, bytes=<5 bytes>, "
				+ "error={type=java.lang.IllegalStateException, message=why}, numbers=[1, 2], node={k=1}, entry={k=v}, "
				+ "odd=NaN, list=[<2 bytes>, <java.util.stream.ReferencePipeline$Head>]}");
		assertThat(stream.available()).isEqualTo(3);
		assertThat(iterator.hasNext()).isTrue();
		assertThat(elements.toList()).containsExactly("a");
	}

	@Test
	void neverClosesWhatItReads() {
		JsonMapper closing = JsonMapper.builder()
			.enable(SerializationFeature.CLOSE_CLOSEABLE, SerializationFeature.WRAP_ROOT_VALUE)
			.build();
		List<String> closed = new ArrayList<>();
		Object tree = new ContentSnapshots(closing).take(new Closing("a", closed)).tree();
		assertThat(tree).isEqualTo(Map.of("name", "a", "closed", List.of()));
		assertThat(closed).isEmpty();
	}

	@Test
	void copiesAnObjectWithoutPropertiesAsAnEmptyMap() {
		assertThat(this.snapshots.take(new Empty()).tree()).isEqualTo(Map.of());
	}

	@Test
	void losesOnlyThePropertyWhoseGetterThrows() {
		Snapshot snapshot = this.snapshots.take(new Throwing());
		assertThat(snapshot.tree()).isEqualTo(Map.of("a", 1, "b", "<not captured: IllegalStateException>", "c", 3));
		assertThat(snapshot.failure()).isEqualTo("IllegalStateException");
	}

	@Test
	void keepsTheSiblingsOfAnElementThatThrows() {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("first", new Throwing());
		map.put("second", Arrays.asList("x", new StringThrowing(), "y"));
		Snapshot snapshot = this.snapshots.take(map);
		assertThat(snapshot.tree())
			.isEqualTo(Map.of("first", Map.of("a", 1, "b", "<not captured: IllegalStateException>", "c", 3), "second",
					List.of("x", "<not captured: ArithmeticException>", "y")));
		assertThat(snapshot.failure()).isEqualTo("IllegalStateException");
	}

	@Test
	void keepsWhatAnIteratorGaveBeforeItThrew() {
		Snapshot list = this.snapshots.take(new AbstractCollection<String>() {
			@Override
			public Iterator<String> iterator() {
				return breakingAfter("a");
			}

			@Override
			public int size() {
				throw new IllegalStateException();
			}
		});
		assertThat(list).extracting(Snapshot::tree, Snapshot::failure)
			.containsExactly(List.of("a", "<not captured: IllegalStateException>"), "IllegalStateException");
		Snapshot map = this.snapshots.take(new AbstractMap<String, String>() {
			@Override
			public Set<Entry<String, String>> entrySet() {
				return new java.util.AbstractSet<>() {
					@Override
					public Iterator<Entry<String, String>> iterator() {
						return breakingAfter(Map.entry("k", "v"));
					}

					@Override
					public int size() {
						return 1;
					}
				};
			}
		});
		assertThat(map.tree()).isEqualTo(Map.of("k", "v", "…", "<not captured: IllegalStateException>"));
	}

	@Test
	void keepsTheValueOfAKeyThatThrows() {
		Snapshot snapshot = this.snapshots.take(Collections.singletonMap(new BrokenKey(), "v"));
		assertThat(snapshot.tree()).isEqualTo(Map.of("<not captured: IllegalStateException>", "v"));
		assertThat(snapshot.failure()).isEqualTo("IllegalStateException");
	}

	@Test
	void countsRunningOutOfHeapOrStackAsNotCaptured() {
		assertThat(this.snapshots.take(new Failing(new OutOfMemoryError())).tree())
			.isEqualTo("<not captured: OutOfMemoryError>");
		assertThat(this.snapshots.take(new Failing(new StackOverflowError())).failure())
			.isEqualTo("StackOverflowError");
		assertThat(this.snapshots.take(new Failing(new NoClassDefFoundError())).failure())
			.isEqualTo("NoClassDefFoundError");
	}

	@Test
	void doesNotHideThatTheMachineIsBroken() {
		assertThatExceptionOfType(InternalError.class)
			.isThrownBy(() -> this.snapshots.take(new Failing(new InternalError())));
	}

	@Test
	void marksWhereAnObjectHoldsItself() {
		Node parent = new Node("parent");
		parent.next = parent;
		Snapshot direct = this.snapshots.take(parent);
		assertThat(direct.tree()).isEqualTo(Map.of("name", "parent", "next", "<cycle>", "children", List.of()));
		assertThat(direct.failure()).isNull();
		Node child = new Node("child");
		Node other = new Node("other");
		parent.next = null;
		parent.children = List.of(child, other, parent);
		child.next = parent;
		assertThat(String.valueOf(this.snapshots.take(List.of(parent, child)).tree())).isEqualTo("[{name=parent, "
				+ "children=[{name=child, children=[], next=<cycle>}, {name=other, children=[], next=null}, <cycle>], "
				+ "next=null}, {name=child, children=[], next={name=parent, "
				+ "children=[<cycle>, {name=other, children=[], next=null}, <cycle>], next=null}}]");
	}

	@Test
	void skipsWhatIsNestedTooDeeplyInObjects() {
		Node root = new Node("0");
		Node last = root;
		for (int i = 1; i < 60; i++) {
			last.next = new Node(String.valueOf(i));
			last = last.next;
		}
		Snapshot snapshot = this.snapshots.take(root);
		assertThat(String.valueOf(snapshot.tree()))
			.contains("name=31, children=" + SnapshotWalk.TOO_DEEP + ", next=" + SnapshotWalk.TOO_DEEP + "}")
			.doesNotContain("name=32");
		assertThat(snapshot.failure()).isNull();
	}

	@Test
	void givesUpOnObjectsThatNeverEnd() {
		Snapshot deep = this.snapshots.take(new Endless(0));
		assertThat(String.valueOf(deep.tree())).contains("depth=31").contains(SnapshotWalk.TOO_DEEP);
		Node wide = new Node("wide");
		wide.children = Collections.nCopies(20_000, new Node("leaf"));
		Snapshot limited = this.snapshots.take(List.of(wide, "next"));
		assertThat(limited.approximateBytes()).isLessThan(2_000_000);
		assertThat(String.valueOf(limited.tree())).contains("more elements left out>");
		assertThat(this.snapshots.take(new Wide()).tree()).asString().endsWith("=<more elements left out>}");
	}

	@Test
	void takesWhatSerializersWriteInTheirOwnWays() {
		Snapshot snapshot = this.snapshots.take(new WritesEverything());
		assertThat(snapshot.failure()).isNull();
		assertThat(String.valueOf(snapshot.tree())).isEqualTo("[chars, utf8, raw, part, chars, c, <3 bytes>, "
				+ "<java.io.ByteArrayInputStream>, 1, 2, 3, 4, 0.5, 1.5, 7.50, abc, true, null, null, {5=x}, 12]");
	}

	@Test
	void describesASerializerThatBreaksBeforeItWrites() {
		Snapshot snapshot = this.snapshots.take(new BreaksAtOnce());
		assertThat(snapshot.tree()).isEqualTo("<not captured: UncheckedIOException>");
	}

	private static <T> Iterator<T> breakingAfter(T first) {
		List<T> left = new ArrayList<>(List.of(first));
		return new Iterator<>() {
			@Override
			public boolean hasNext() {
				return true;
			}

			@Override
			public T next() {
				if (left.isEmpty()) {
					throw new IllegalStateException();
				}
				return left.remove(0);
			}
		};
	}

	static class Annotated {

		@JsonProperty("renamed")
		public String name = "a";

		@JsonIgnore
		public String hidden = "b";

		@JsonRawValue
		public String raw = "{\"x\":1}";

		@JsonSerialize(contentUsing = Stars.class)
		public List<String> masked = List.of("secret");

		@JsonIgnoreProperties("closed")
		public Map<String, Object> without = Map.of("open", 1, "closed", 2);

		@JsonIncludeProperties("open")
		public Map<String, Object> only = Map.of("open", 1, "closed", 2);

	}

	static final class Stars extends ValueSerializer<String> {

		@Override
		public void serialize(String value, JsonGenerator generator, SerializationContext context) {
			generator.writeString("***");
		}

	}

	record Everything(InputStream stream, Iterator<String> iterator, Stream<String> elements, Supplier<String> supplier,
			byte[] bytes, Throwable error, int[] numbers, JsonNode node, Map.Entry<String, String> entry, double odd,
			List<Object> list) {
	}

	record Closing(String name, List<String> closed) implements AutoCloseable {

		@Override
		public void close() {
			this.closed.add(this.name);
		}

	}

	static final class Empty {

	}

	static final class Throwing {

		public int getA() {
			return 1;
		}

		public int getB() {
			throw new IllegalStateException("secret");
		}

		public int getC() {
			return 3;
		}

	}

	static final class StringThrowing implements CharSequence {

		@Override
		public int length() {
			return 0;
		}

		@Override
		public char charAt(int index) {
			return 0;
		}

		@Override
		public CharSequence subSequence(int start, int end) {
			return this;
		}

		@Override
		public String toString() {
			throw new ArithmeticException();
		}

	}

	static final class BrokenKey {

		@Override
		public String toString() {
			throw new IllegalStateException();
		}

	}

	static final class Failing extends AbstractCollection<String> implements CharSequence {

		private final Error error;

		Failing(Error error) {
			this.error = error;
		}

		@Override
		public Iterator<String> iterator() {
			throw this.error;
		}

		@Override
		public int size() {
			throw this.error;
		}

		@Override
		public int length() {
			throw this.error;
		}

		@Override
		public char charAt(int index) {
			throw this.error;
		}

		@Override
		public CharSequence subSequence(int start, int end) {
			throw this.error;
		}

		@Override
		public String toString() {
			throw this.error;
		}

	}

	@JsonPropertyOrder({ "name", "children", "next" })
	static final class Node {

		public String name;

		public @Nullable Node next;

		public List<Node> children = List.of();

		Node(String name) {
			this.name = name;
		}

	}

	record Endless(int depth) {

		@JsonProperty
		Endless next() {
			return new Endless(this.depth + 1);
		}

	}

	@JsonSerialize(using = WideSerializer.class)
	static final class Wide {

	}

	static final class WideSerializer extends ValueSerializer<Wide> {

		@Override
		public void serialize(Wide value, JsonGenerator generator, SerializationContext context) {
			generator.writeStartObject();
			for (int i = 0; i < 20_000; i++) {
				generator.writeName("n" + i);
				generator.writeNumber(i);
			}
			generator.writeEndObject();
		}

	}

	@JsonSerialize(using = EverythingSerializer.class)
	static final class WritesEverything {

	}

	static final class EverythingSerializer extends ValueSerializer<WritesEverything> {

		@Override
		public void serialize(WritesEverything value, JsonGenerator generator, SerializationContext context) {
			byte[] utf8 = { 'u', 't', 'f', '8' };
			generator.writeStartArray();
			generator.assignCurrentValue(value);
			generator.writeString("chars".toCharArray(), 0, 5);
			generator.writeUTF8String(utf8, 0, 4);
			generator.writeRaw("raw");
			generator.writeRaw("a part", 2, 4);
			generator.writeRaw("chars".toCharArray(), 0, 5);
			generator.writeRaw('c');
			generator.writeBinary(new byte[3]);
			generator.writeBinary(new ByteArrayInputStream(new byte[3]), 3);
			generator.writeNumber((short) 1);
			generator.writeNumber(2);
			generator.writeNumber(3L);
			generator.writeNumber(java.math.BigInteger.valueOf(4));
			generator.writeNumber(0.5);
			generator.writeNumber(1.5f);
			generator.writeNumber("7.50");
			generator.writeNumber("abc");
			generator.writeBoolean(generator.currentValue() == value);
			generator.writeNull();
			generator.writePOJO(null);
			generator.writeStartObject();
			generator.writePropertyId(5);
			generator.writeString("x");
			generator.writeEndObject();
			generator.writeNumber(new java.math.BigDecimal("12"));
			generator.writeEndArray();
			generator.flush();
		}

	}

	@JsonSerialize(using = BreakingSerializer.class)
	static final class BreaksAtOnce {

	}

	static final class BreakingSerializer extends ValueSerializer<BreaksAtOnce> {

		@Override
		public void serialize(BreaksAtOnce value, JsonGenerator generator, SerializationContext context) {
			throw new java.io.UncheckedIOException(new java.io.IOException());
		}

	}

}
