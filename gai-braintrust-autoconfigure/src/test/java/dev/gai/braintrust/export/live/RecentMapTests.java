package dev.gai.braintrust.export.live;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is remembered of entries, and how much of it.
 */
class RecentMapTests {

	private static final int MAX = 100;

	private final Set<String> inUse = new HashSet<>();

	private final List<String> forgotten = new ArrayList<>();

	private final RecentMap<String, String> map = new RecentMap<>(MAX, this.inUse::contains, this.forgotten::add);

	@Test
	void remembersHalfOfWhatItHoldsAtLeast() {
		for (int i = 0; i < 1000; i++) {
			put(i);

			assertThat(this.map.size()).isLessThanOrEqualTo(MAX);
			assertThat(this.map.get(key(Math.max(0, i - MAX / 2 + 1)))).isNotNull();
		}
	}

	@Test
	void tellsOfEachValueOnceThatItForgets() {
		for (int i = 0; i < 1000; i++) {
			put(i);
		}

		assertThat(this.forgotten).doesNotHaveDuplicates();
		assertThat(this.forgotten).hasSize(1000 - this.map.size());
		assertThat(this.forgotten).noneMatch((value) -> this.map.get(value) != null);
	}

	@Test
	void keepsWhatIsInUseWhateverItsAge() {
		this.inUse.addAll(List.of(key(0), key(1)));
		for (int i = 0; i < 1000; i++) {
			put(i);
			assertThat(this.map.get(key(0))).isEqualTo(key(0));
		}

		this.inUse.remove(key(0));
		for (int i = 1000; i < 1000 + 2 * MAX; i++) {
			put(i);
		}

		assertThat(this.map.get(key(0))).isNull();
		assertThat(this.map.get(key(1))).isEqualTo(key(1));
		assertThat(this.forgotten).contains(key(0)).doesNotContain(key(1));
		assertThat(this.map.size()).isLessThanOrEqualTo(MAX);
	}

	@Test
	void replacesAValueWithoutTakingMoreRoom() {
		for (int i = 0; i < 1000; i++) {
			this.map.put("same", key(i));
		}

		assertThat(this.map.get("same")).isEqualTo(key(999));
		assertThat(this.map.size()).isEqualTo(1);
	}

	@Test
	void mergesWithWhatIsInEitherHalf() {
		put(0);
		String young = this.map.merge(key(0), "other", (present, given) -> present);
		for (int i = 1; i < MAX / 2 + 1; i++) {
			put(i);
		}
		String old = this.map.merge(key(0), "other", (present, given) -> present);
		String replaced = this.map.merge(key(0), "third", (present, given) -> given);

		assertThat(young).isEqualTo(key(0));
		assertThat(old).isEqualTo(key(0));
		assertThat(replaced).isEqualTo("third");
		assertThat(this.map.get(key(0))).isEqualTo("third");
		assertThat(this.map.merge("new", "value", (present, given) -> present)).isEqualTo("value");
	}

	@Test
	void losesNothingYoungThatSeveralThreadsAdd() throws Exception {
		RecentMap<String, String> shared = new RecentMap<>(100_000, (value) -> false, (value) -> {
		});
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			List<Future<?>> done = new ArrayList<>();
			for (int thread = 0; thread < 4; thread++) {
				int first = thread * 10_000;
				done.add(threads.submit(() -> {
					for (int i = first; i < first + 10_000; i++) {
						shared.put(key(i), key(i));
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

		assertThat(shared.size()).isEqualTo(40_000);
	}

	private void put(int number) {
		this.map.put(key(number), key(number));
	}

	private static String key(int number) {
		return "key " + number;
	}

}
