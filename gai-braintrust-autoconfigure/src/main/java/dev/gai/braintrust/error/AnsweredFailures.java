package dev.gai.braintrust.error;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * What client libraries throw where the provider has answered with an error that they do
 * not understand. Calls above see only the exception, which means the same there. The
 * latest ones are known, by their identity, and are not kept from being collected.
 * Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class AnsweredFailures {

	/** As many calls may fail at a time. */
	private static final int PLACES = 512;

	private static final AtomicReferenceArray<@Nullable Known> latest = new AtomicReferenceArray<>(PLACES);

	private static final AtomicInteger count = new AtomicInteger();

	private AnsweredFailures() {
	}

	/**
	 * What a call has failed of.
	 * @param answered how the provider has answered, {@code null} if that is no error
	 * @param thrown what was thrown, {@code null} if nothing was
	 * @return the error, {@code null} if there is none
	 */
	public static @Nullable Throwable of(@Nullable AnsweredErrorException answered, @Nullable Throwable thrown) {
		if (answered != null && thrown != null && thrown != answered && behind(thrown) != answered) {
			latest.set(Math.floorMod(count.getAndIncrement(), PLACES), new Known(thrown, answered));
		}
		return (answered != null) ? answered : thrown;
	}

	/** The answer that an exception is thrown for, the exception itself if it is none. */
	static Throwable behind(Throwable thrown) {
		int next = count.get();
		for (int i = 1; i <= PLACES; i++) {
			Known known = latest.get(Math.floorMod(next - i, PLACES));
			if (known != null && known.refersTo(thrown)) {
				return known.answered;
			}
		}
		return thrown;
	}

	private static final class Known extends WeakReference<Throwable> {

		private final AnsweredErrorException answered;

		Known(Throwable thrown, AnsweredErrorException answered) {
			super(thrown);
			this.answered = answered;
		}

	}

}
