package dev.gai.braintrust.feedback;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import dev.gai.braintrust.guard.BoundedMap;

/**
 * Counts the requests of each client within a minute, and of all clients together, whose
 * addresses may be made up. Remembers the last few thousand clients. Thread-safe.
 */
final class RequestRate {

	private static final int MAX_CLIENTS = 5_000;

	private static final int ALL_CLIENTS = 100;

	private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

	private final int maxPerMinute;

	private final LongSupplier nanoTime;

	private final BoundedMap<String, Minute> clients = new BoundedMap<>(MAX_CLIENTS);

	private Minute all;

	RequestRate(int maxPerMinute, LongSupplier nanoTime) {
		this.maxPerMinute = maxPerMinute;
		this.nanoTime = nanoTime;
		this.all = new Minute(nanoTime.getAsLong());
	}

	synchronized boolean allows(String client) {
		long now = this.nanoTime.getAsLong();
		Minute minute = this.clients.get(client);
		if (minute == null || now - minute.start >= MINUTE) {
			minute = new Minute(now);
			this.clients.put(client, minute);
		}
		if (now - this.all.start >= MINUTE) {
			this.all = new Minute(now);
		}
		minute.requests++;
		this.all.requests++;
		return minute.requests <= this.maxPerMinute && this.all.requests <= (long) ALL_CLIENTS * this.maxPerMinute;
	}

	private static final class Minute {

		private final long start;

		private long requests;

		Minute(long start) {
			this.start = start;
		}

	}

}
