package dev.gai.braintrust.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EventRelayTests {

	@Test
	void passesEventsOnInOrderOnAThreadOfItsOwn() {
		List<Object> heard = new CopyOnWriteArrayList<>();
		List<String> threads = new CopyOnWriteArrayList<>();
		try (EventRelay relay = new EventRelay("events", (event) -> {
			threads.add(Thread.currentThread().getName());
			heard.add(event);
		}, 100)) {
			for (int i = 0; i < 50; i++) {
				relay.publish(i);
			}

			Awaitility.await().until(() -> heard.size() == 50);
			assertThat(heard).isEqualTo(numbers(50));
			assertThat(threads).containsOnly("events");
			assertThat(relay.dropped()).isZero();
		}
	}

	@Test
	void givesUpWhatDoesNotFitWhileAListenerIsStuckAndCountsIt() {
		CountDownLatch stuck = new CountDownLatch(1);
		CountDownLatch entered = new CountDownLatch(1);
		List<Object> heard = new CopyOnWriteArrayList<>();
		EventRelay relay = new EventRelay("events", (event) -> {
			entered.countDown();
			awaitQuietly(stuck);
			heard.add(event);
		}, 10);
		relay.publish(0);
		awaitQuietly(entered);
		for (int i = 1; i <= 30; i++) {
			relay.publish(i);
		}

		assertThat(relay.dropped()).isEqualTo(20);
		stuck.countDown();
		Awaitility.await().until(() -> heard.size() == 11);
		relay.close();
		relay.publish("late");
		assertThat(relay.dropped()).isEqualTo(21);
	}

	@Test
	void goesOnWhenAListenerFailsOrInterrupts() {
		List<Object> heard = new CopyOnWriteArrayList<>();
		AtomicBoolean first = new AtomicBoolean(true);
		try (EventRelay relay = new EventRelay("events", (event) -> {
			heard.add(event);
			if (first.getAndSet(false)) {
				Thread.currentThread().interrupt();
				throw new StackOverflowError("listener");
			}
		}, 10)) {
			relay.publish("a");
			relay.publish("b");

			Awaitility.await().until(() -> heard.size() == 2);
		}
	}

	@Test
	void startsItsThreadWithTheFirstEvent() {
		EventRelay unused = new EventRelay("unused events", (event) -> {
		}, 10);

		assertThat(threads()).doesNotContain("unused events");
		unused.close();
		unused.publish("late");
		assertThat(threads()).doesNotContain("unused events");
	}

	@Test
	void passesOnWhatWaitsWhenItIsClosed() {
		List<Object> heard = new CopyOnWriteArrayList<>();
		EventRelay relay = new EventRelay("events", heard::add, 1000);
		for (int i = 0; i < 500; i++) {
			relay.publish(i);
		}
		relay.close();

		assertThat(heard).isEqualTo(numbers(500));
	}

	private static List<String> threads() {
		return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
	}

	private static List<Object> numbers(int count) {
		List<Object> numbers = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			numbers.add(i);
		}
		return numbers;
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
