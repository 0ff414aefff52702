package dev.gai.braintrust.guard;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class DaemonThreadsTests {

	@Test
	void haveTheirNameAndKeepNobodyFromEnding() {
		Thread thread = DaemonThreads.named("gai-test").newThread(() -> {
		});

		assertThat(thread.getName()).isEqualTo("gai-test");
		assertThat(thread.isDaemon()).isTrue();
	}

	@Test
	void doWorkLaterAndForgetWhatIsCancelled() throws Exception {
		ScheduledThreadPoolExecutor timer = DaemonThreads.timer(1, "gai-test");
		try {
			assertThat(timer.getPoolSize()).isZero();
			CompletableFuture<String> name = new CompletableFuture<>();
			timer.schedule(() -> name.complete(Thread.currentThread().getName()), 1, TimeUnit.MILLISECONDS);
			assertThat(name.get()).isEqualTo("gai-test");

			Future<?> cancelled = timer.schedule(() -> {
			}, 1, TimeUnit.HOURS);
			cancelled.cancel(false);
			assertThat(timer.getQueue()).isEmpty();
			assertThat(timer.allowsCoreThreadTimeOut()).isTrue();
		}
		finally {
			timer.shutdownNow();
		}
	}

}
