package dev.gai.braintrust.aspect;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.testing.Garbage;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.trace.GenAiSpan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Tag("thorough")
class TracedStreamTests {

	private final Traces traces = new Traces();

	private ConfigurableApplicationContext context;

	private Tools tools;

	@BeforeEach
	void start() {
		this.context = this.traces.beans(Tools.class);
		this.tools = this.context.getBean(Tools.class);
	}

	@AfterEach
	void stop() {
		this.context.close();
		assertThat(this.traces.registry().getCurrentObservationScope()).isNull();
	}

	@Test
	void joinsTextAndMeasuresTheFirstChunk() {
		assertThat(this.tools.stream(() -> Stream.of("a", "b")).toList()).containsExactly("a", "b");
		assertThat(this.traces.only().output()).isEqualTo("ab");
		assertThat(this.traces.only().record().timing().timeToFirstChunk()).isPositive();
	}

	@Test
	void keepsObjectsAsAList() {
		this.tools.stream(() -> Stream.of(Map.of("a", 1), Map.of("a", 2))).forEach((element) -> {
		});
		assertThat(this.traces.only().output()).isEqualTo(List.of(Map.of("a", 1), Map.of("a", 2)));
	}

	@Test
	void endsAnEmptyStreamWithoutOutput() {
		assertThat(this.tools.stream(Stream::empty).toList()).isEmpty();
		assertThat(this.traces.only().output()).isNull();
		assertThat(this.traces.only().record().timing().timeToFirstChunk()).isNull();
	}

	@Test
	void endsWhenTheStreamIsOnlyCounted() {
		assertThat(this.tools.stream(() -> Stream.of("a", "b")).count()).isEqualTo(2);
		assertThat(this.traces.only().output()).isEqualTo("ab");
	}

	@Test
	void isNotCancelledByClosingWhatWasRead() {
		try (Stream<Object> stream = this.tools.stream(() -> Stream.of("a"))) {
			assertThat(stream.toList()).hasSize(1);
		}
		assertThat(this.traces.only().record().failure().cancelled()).isFalse();
	}

	@Test
	void isCancelledByClosingEarlyAndClosesTheSource() {
		List<String> closed = new ArrayList<>();
		try (Stream<Object> stream = this.tools
			.stream(() -> Stream.<Object>of("a", "b", "c").onClose(() -> closed.add("source")))) {
			assertThat(stream.limit(2).collect(Collectors.toList())).containsExactly("a", "b");
			assertThat(this.traces.spans()).isEmpty();
		}
		assertThat(closed).containsExactly("source");
		assertThat(this.traces.only().record().failure().cancelled()).isTrue();
		assertThat(this.traces.only().output()).isEqualTo("ab");
	}

	@Test
	void readsAnIterator() {
		Iterator<Object> iterator = this.tools.stream(() -> Stream.of("a", "b")).iterator();
		assertThat(iterator.next()).isEqualTo("a");
		assertThat(this.traces.spans()).isEmpty();
		assertThat(iterator.next()).isEqualTo("b");
		assertThat(iterator.hasNext()).isFalse();
		assertThat(this.traces.only().output()).isEqualTo("ab");
	}

	@Test
	void readsAParallelStream() {
		assertThat(this.tools.stream(() -> Stream.<Object>of(1, 2, 3, 4).parallel()).map((n) -> (Integer) n * 2))
			.containsExactlyInAnyOrder(2, 4, 6, 8);
		assertThat(this.traces.only().output()).isEqualTo(List.of(1, 2, 3, 4));
	}

	@Test
	void keepsWhatHadArrivedBeforeAnError() {
		IllegalStateException error = new IllegalStateException("broken");
		Stream<Object> stream = this.tools.stream(() -> Stream.<Object>of("a", "b").peek((element) -> {
			if (element.equals("b")) {
				throw error;
			}
		}));
		assertThatIllegalStateException().isThrownBy(stream::toList).isSameAs(error);
		assertThat(this.traces.only().record().error()).isSameAs(error);
		assertThat(this.traces.only().output()).isEqualTo("a");
	}

	@Test
	void producesInsideAndConsumesOutsideOfTheSpan() {
		List<String> inside = new ArrayList<>();
		List<String> outside = new ArrayList<>();
		this.tools.stream(() -> Stream.<Object>of("a").peek((element) -> inside.add(GenAiSpan.current().spanId())))
			.forEach((element) -> {
				outside.add(GenAiSpan.current().spanId());
				this.tools.leaf();
			});
		assertThat(inside).containsExactly(this.traces.named("execute_tool stream").id());
		assertThat(outside).containsExactly((String) null);
		assertThat(this.traces.named("execute_tool leaf").isRoot()).isTrue();
	}

	@Test
	void leavesAUsedUpStreamAlone() {
		Stream<Object> used = Stream.of("a");
		used.toList();
		assertThat(this.tools.stream(() -> used)).isSameAs(used);
		assertThat(this.traces.names()).containsExactly("execute_tool stream");
	}

	@Test
	void endsAStreamThatWasLeftInTheMiddle() {
		assertThat(this.tools.stream(() -> Stream.of("a", "b")).findFirst()).contains("a");
		Garbage.collectUntil(() -> !this.traces.spans().isEmpty());
		assertThat(this.traces.only().record().failure().cancelled()).isTrue();
		assertThat(this.traces.only().output()).isEqualTo("a");
	}

	static class Tools {

		@AgentTool
		Stream<Object> stream(Supplier<Stream<Object>> source) {
			return source.get();
		}

		@AgentTool
		void leaf() {
		}

	}

}
