package dev.gai.braintrust.error;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * What client libraries throw where the provider has answered with an error that they do
 * not understand. Calls above see only the exception, which means the same there. One is
 * known by its identity, is not kept from being collected, and takes the place of another
 * one. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class AnsweredFailures {

	private static final int PLACES = 256;

	private static final AtomicReferenceArray<@Nullable Known> recent = new AtomicReferenceArray<>(PLACES);

	private AnsweredFailures() {
	}

	/**
	 * What a call has failed of.
	 * @param answered how the provider has answered, {@code null} if that is no error
	 * @param thrown what was thrown, {@code null} if nothing was
	 * @return the error, {@code null} if there is none
	 */
	public static @Nullable Throwable of(@Nullable AnsweredErrorException answered, @Nullable Throwable thrown) {
		if (answered != null && thrown != null && thrown != answered) {
			recent.set(place(thrown), new Known(thrown, answered));
		}
		return (answered != null) ? answered : thrown;
	}

	/** The answer that an exception is thrown for, the exception itself if it is none. */
	static Throwable behind(Throwable thrown) {
		Known known = recent.get(place(thrown));
		return (known != null && known.refersTo(thrown)) ? known.answered : thrown;
	}

	private static int place(Throwable thrown) {
		int hash = System.identityHashCode(thrown);
		return (hash ^ (hash >>> 12)) & (PLACES - 1);
	}

	private static final class Known extends WeakReference<Throwable> {

		private final AnsweredErrorException answered;

		Known(Throwable thrown, AnsweredErrorException answered) {
			super(thrown);
			this.answered = answered;
		}

	}

}
