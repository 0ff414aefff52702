package dev.gai.braintrust.export.live;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is remembered of entries, and how much of it.
 */
class RecentMapTests {

	private static final int MAX = 100;

	private final Set<String> inUse = new HashSet<>();

	private final List<String> forgotten = new ArrayList<>();

	private final RecentMap<String, Value> map = new RecentMap<>(MAX, Value::key,
			(value) -> this.inUse.contains(value.key()), (value) -> this.forgotten.add(value.key()));

	@Test
	void remembersHalfOfWhatItHoldsAtLeast() {
		for (int i = 0; i < 1000; i++) {
			put(i);

			assertThat(this.map.values()).hasSizeLessThanOrEqualTo(MAX);
			assertThat(this.map.get(key(Math.max(0, i - MAX / 2 + 1)))).isNotNull();
		}
	}

	@Test
	void tellsOfEachValueOnceThatItForgets() {
		for (int i = 0; i < 1000; i++) {
			put(i);
		}

		assertThat(this.forgotten).doesNotHaveDuplicates();
		assertThat(this.forgotten).hasSize(1000 - (int) this.map.values().count());
		assertThat(this.forgotten).noneMatch((key) -> this.map.get(key) != null);
	}

	@Test
	void keepsWhatIsInUseWhateverItsAge() {
		this.inUse.addAll(List.of(key(0), key(1)));
		for (int i = 0; i < 1000; i++) {
			put(i);
			assertThat(this.map.get(key(0))).isEqualTo(value(0));
		}

		this.inUse.remove(key(0));
		for (int i = 1000; i < 1000 + 2 * MAX; i++) {
			put(i);
		}

		assertThat(this.map.get(key(0))).isNull();
		assertThat(this.map.get(key(1))).isEqualTo(value(1));
		assertThat(this.forgotten).contains(key(0)).doesNotContain(key(1));
		assertThat(this.map.values()).hasSizeLessThanOrEqualTo(MAX);
	}

	@Test
	void looksAtOldValuesOnlyWhileOneOfThemIsInUse() {
		AtomicInteger looks = new AtomicInteger();
		RecentMap<Running, Running> counted = new RecentMap<>(MAX, (value) -> value,
				(value) -> looks.incrementAndGet() > 0 && value.isRunning(), (value) -> {
				}, CountedWhileRunning::countIn);
		Running first = new Running();
		counted.put(first);
		for (int i = 0; i < 2 * MAX; i++) {
			put(new Running(), counted);
		}
		assertThat(looks).hasPositiveValue();
		assertThat(counted.get(first)).isSameAs(first);
		assertThat(counted.users()).isEqualTo(1);

		assertThat(first.stopRunning()).isTrue();
		assertThat(first.stopRunning()).isFalse();
		assertThat(counted.users()).isZero();
		looks.set(0);
		for (int i = 0; i < 2 * MAX; i++) {
			put(new Running(), counted);
		}
		assertThat(looks).hasValue(0);
		assertThat(counted.get(first)).isNull();
	}

	private static void put(Running value, RecentMap<Running, Running> counted) {
		counted.put(value);
		value.stopRunning();
	}

	@Test
	void replacesAValueWithoutTakingMoreRoom() {
		for (int i = 0; i < 1000; i++) {
			this.map.put(new Value("same", i));
		}

		assertThat(this.map.values()).containsExactly(new Value("same", 999));
	}

	@Test
	void mergesWithWhatIsInEitherHalf() {
		put(0);
		Value other = new Value(key(0), 1);
		Value young = this.map.merge(other, (present, given) -> present);
		for (int i = 1; i < MAX / 2 + 1; i++) {
			put(i);
		}
		Value old = this.map.merge(other, (present, given) -> present);
		Value replaced = this.map.merge(other, (present, given) -> given);

		assertThat(young).isEqualTo(value(0));
		assertThat(old).isEqualTo(value(0));
		assertThat(replaced).isSameAs(other);
		assertThat(this.map.get(key(0))).isSameAs(other);
		assertThat(this.map.merge(value(5000), (present, given) -> present)).isEqualTo(value(5000));
	}

	@Test
	void losesNothingYoungThatSeveralThreadsAdd() throws Exception {
		RecentMap<String, Value> shared = new RecentMap<>(100_000, Value::key, (value) -> false, (value) -> {
		});
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			List<Future<?>> done = new ArrayList<>();
			for (int thread = 0; thread < 4; thread++) {
				int first = thread * 10_000;
				done.add(threads.submit(() -> {
					for (int i = first; i < first + 10_000; i++) {
						shared.put(value(i));
					}
				}));
			}
			for (Future<?> each : done) {
				each.get();
			}
		}
		finally {
			threads.shutdown();
		}

		assertThat(shared.values().distinct()).hasSize(40_000);
	}

	@Test
	void agreesOnOneValueWhereSeveralThreadsAddTheSameKey() throws Exception {
		GrowingTable<String, Value> table = new GrowingTable<>(16, Value::key);
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			List<Future<?>> done = new ArrayList<>();
			for (int thread = 0; thread < 4; thread++) {
				done.add(threads.submit(() -> {
					for (int i = 0; i < 10_000; i++) {
						table.merge(new Value("same", 1), (present, given) -> new Value("same", present.number() + 1));
					}
				}));
			}
			for (Future<?> each : done) {
				each.get();
			}
		}
		finally {
			threads.shutdown();
		}

		assertThat(table.values()).containsExactly(new Value("same", 40_000));
		assertThat(table.size()).isEqualTo(1);
	}

	@Test
	void findsWhatWouldStandInTheSamePlace() {
		GrowingTable<Object, Object> table = new GrowingTable<>(8, (value) -> value);
		List<Object> alike = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			Object value = new Alike();
			alike.add(value);
			assertThat(table.merge(value, (present, given) -> present)).isSameAs(value);
		}

		assertThat(table.size()).as("it has no room for more").isEqualTo(16);
		assertThat(alike.subList(0, 16)).allMatch((value) -> table.get(value) == value);
		assertThat(table.get(alike.get(16))).isNull();
	}

	private void put(int number) {
		this.map.put(value(number));
	}

	private static Value value(int number) {
		return new Value(key(number), number);
	}

	private static String key(int number) {
		return "key " + number;
	}

	private record Value(String key, int number) {
	}

	/** Has the hash code of every other one. */
	private static final class Alike {

		@Override
		public int hashCode() {
			return 7;
		}

		@Override
		public boolean equals(Object other) {
			return this == other;
		}

	}

	private static final class Running extends CountedWhileRunning {

	}

}
