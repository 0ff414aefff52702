package dev.gai.braintrust.health;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class EventThreadTests {

	private final List<Object> published = new CopyOnWriteArrayList<>();

	@Test
	void publishesInOrderOnAThreadOfItsOwnAndSurvivesAListener(CapturedOutput output) {
		try (EventThread thread = new EventThread((event) -> {
			if (event.equals(2)) {
				throw new IllegalStateException("listener");
			}
			this.published.add(event + " " + Thread.currentThread().getName());
		})) {
			thread.accept(1);
			thread.accept(2);
			thread.accept(3);

			Awaitility.await().until(() -> this.published.size() == 2);
			assertThat(this.published).containsExactly("1 gai-braintrust-events", "3 gai-braintrust-events");
			assertThat(output).containsOnlyOnce("A listener of Integer failed");
		}
	}

	@Test
	void neitherWaitsForListenersNorKeepsEventsWithoutEnd() {
		CountDownLatch listening = new CountDownLatch(1);
		try (EventThread thread = new EventThread((event) -> {
			await(listening);
			this.published.add(event);
		})) {
			for (int i = 0; i < 10_000; i++) {
				thread.accept(i);
			}
			assertThat(this.published).isEmpty();
			listening.countDown();

			Awaitility.await().until(() -> this.published.size() == 257);
			thread.accept("last");
			Awaitility.await().until(() -> this.published.contains("last"));
			assertThat(this.published).hasSize(258).startsWith(0, 1, 2);
		}
	}

	@Test
	void publishesNothingAfterItsEnd() {
		EventThread thread = new EventThread(this.published::add);
		thread.close();

		thread.accept("late");

		assertThat(this.published).isEmpty();
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
