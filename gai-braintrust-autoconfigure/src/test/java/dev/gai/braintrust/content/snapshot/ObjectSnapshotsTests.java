package dev.gai.braintrust.content.snapshot;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
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

import org.springframework.http.RequestEntity;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Objects with properties.
 */
@Timeout(60)
class ObjectSnapshotsTests {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final ContentSnapshots snapshots = new ContentSnapshots(MAPPER);

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
	void takesTheBodyOfAnHttpEntity() {
		RequestEntity<?> entity = RequestEntity.post("/orders/{id}", 7)
			.header("X-Tenant", "acme")
			.body(Map.of("city", "Paris"));

		assertThat(this.snapshots.take(entity).tree()).isEqualTo(Map.of("city", "Paris"));
		assertThat(this.snapshots.take(List.of(ResponseEntity.noContent().build())).tree())
			.isEqualTo(Collections.singletonList(null));
		assertThat(this.snapshots.take(entity.getHeaders()).tree()).isEqualTo(Map.of("X-Tenant", List.of("acme")));
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

}
