package dev.gai.braintrust.console;

import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.console.ConsoleFeed.Event;
import org.jspecify.annotations.Nullable;

import org.springframework.web.servlet.function.ServerResponse.SseBuilder;

/**
 * A response of Spring MVC that tells a page of new rows until one of both ends.
 */
final class ServletFeed implements Runnable {

	private final ConsoleFeed feed;

	private final SseBuilder sse;

	private volatile @Nullable Future<?> future;

	ServletFeed(ConsoleFeed feed, SseBuilder sse) {
		this.feed = feed;
		this.sse = sse;
	}

	void begin(ScheduledExecutorService writers) {
		this.sse.onComplete(this::end).onTimeout(this::end).onError((ex) -> end());
		this.future = writers.scheduleWithFixedDelay(this, 0, ConsoleFeed.INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
	}

	@Override
	public void run() {
		try {
			if (this.feed.isOver()) {
				end();
				this.sse.complete();
				return;
			}
			Event event = this.feed.next();
			if (event != null) {
				write(event);
			}
		}
		catch (IOException | RuntimeException ex) {
			// The page is gone.
			end();
			this.sse.complete();
		}
	}

	private void write(Event event) throws IOException {
		if (event.data() != null) {
			this.sse.id(event.id()).event("rows").data(event.data());
		}
		else {
			this.sse.comment("").send();
		}
	}

	private void end() {
		this.feed.close();
		Future<?> running = this.future;
		if (running != null) {
			running.cancel(false);
		}
	}

}
