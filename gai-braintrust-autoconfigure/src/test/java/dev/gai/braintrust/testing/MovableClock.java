package dev.gai.braintrust.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until it is moved.
 */
public final class MovableClock implements InstantSource {

	private final AtomicReference<Instant> now;

	public MovableClock(String now) {
		this.now = new AtomicReference<>(Instant.parse(now));
	}

	public void move(Duration duration) {
		this.now.updateAndGet((instant) -> instant.plus(duration));
	}

	public void set(String instant) {
		this.now.set(Instant.parse(instant));
	}

	@Override
	public Instant instant() {
		return this.now.get();
	}

}
