package dev.gai.braintrust.cost.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecentMapTests {

	private final AtomicInteger searches = new AtomicInteger();

	@Test
	void searchesOnce() {
		RecentMap<String, String> cache = new RecentMap<>(8);
		assertThat(get(cache, "groq", "m")).isEqualTo("groq/m");
		assertThat(get(cache, "groq", "m")).isEqualTo("groq/m");
		assertThat(get(cache, null, "m")).isEqualTo("null/m");
		assertThat(this.searches).hasValue(2);
	}

	@Test
	void keepsWhatIsAskedForWhileNewNamesFloodIt() {
		RecentMap<String, String> cache = new RecentMap<>(8);
		get(cache, "groq", "hot");
		for (int i = 0; i < 1000; i++) {
			get(cache, "groq", "new-" + i);
			get(cache, "groq", "hot");
			assertThat(cache.size()).isLessThanOrEqualTo(8);
		}
		assertThat(this.searches).hasValue(1001);
		get(cache, "groq", "new-0");
		assertThat(this.searches).hasValue(1002);
	}

	@Test
	void answersRightAndStaysBoundedUnderManyThreads() throws Exception {
		RecentMap<String, String> cache = new RecentMap<>(64);
		int threads = 8;
		CountDownLatch start = new CountDownLatch(1);
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			List<Future<Boolean>> results = new ArrayList<>();
			for (int t = 0; t < threads; t++) {
				int seed = t;
				results.add(executor.submit(() -> {
					start.await();
					boolean right = true;
					for (int i = 0; i < 20_000; i++) {
						String model = "m" + ((i * 31 + seed) % 500);
						right &= get(cache, "p", model).equals("p/" + model);
						right &= cache.size() <= 64;
					}
					return right;
				}));
			}
			start.countDown();
			for (Future<Boolean> result : results) {
				assertThat(result.get()).isTrue();
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	private String get(RecentMap<String, String> cache, String provider, String model) {
		return cache.get(provider + "/" + model, (key) -> {
			this.searches.incrementAndGet();
			return key;
		});
	}

}
