package dev.gai.braintrust.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BoundedKeysTests {

	@Test
	void tellsTheFirstKeysApartAndPutsFurtherOnesTogether() {
		BoundedKeys<String, LongAdder> keys = new BoundedKeys<>(2, "other", (key) -> new LongAdder());
		for (String key : List.of("a", "b", "a", "c", "d", "other")) {
			keys.get(key).increment();
		}

		assertThat(keys.view(LongAdder::sum)).containsOnlyKeys("a", "b", "other")
			.containsEntry("a", 2L)
			.containsEntry("other", 3L);
		assertThat(keys.size()).isEqualTo(2);
	}

	@Test
	void hasRoomAgainForOtherKeysOnceSomeAreForgotten() {
		BoundedKeys<String, LongAdder> keys = new BoundedKeys<>(2, "other", (key) -> new LongAdder());
		keys.get("a");
		keys.get("b").increment();
		keys.get("c");
		keys.forget((value) -> value.sum() == 0);

		keys.get("d").increment();
		assertThat(keys.view(LongAdder::sum)).containsOnlyKeys("b", "d", "other");
	}

	@Test
	void keepsItsBoundAndCountsEverythingWhenManyThreadsBringNewKeys() throws Exception {
		BoundedKeys<Integer, LongAdder> keys = new BoundedKeys<>(50, -1, (key) -> new LongAdder());
		ExecutorService executor = Executors.newFixedThreadPool(16);
		List<Future<Void>> futures = new ArrayList<>();
		for (int thread = 0; thread < 16; thread++) {
			Callable<Void> work = () -> {
				for (int i = 0; i < 5000; i++) {
					keys.get(i % 200).increment();
				}
				return null;
			};
			futures.add(executor.submit(work));
		}
		for (Future<Void> future : futures) {
			future.get();
		}
		executor.shutdown();

		assertThat(keys.size()).isLessThanOrEqualTo(50);
		assertThat(keys.view(LongAdder::sum)).hasSizeLessThanOrEqualTo(51);
		assertThat(keys.view(LongAdder::sum).values().stream().mapToLong(Long::longValue).sum()).isEqualTo(80_000);
	}

}
