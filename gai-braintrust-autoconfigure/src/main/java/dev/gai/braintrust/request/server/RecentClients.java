package dev.gai.braintrust.request.server;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Where the clients send that have been asked for of late: an application has few of
 * them, and asks each with every call. A client is known by its identity, is not kept
 * from being collected, and takes the place of another one. Thread-safe.
 */
final class RecentClients {

	private static final int PLACES = 64;

	private final AtomicReferenceArray<@Nullable Known> recent = new AtomicReferenceArray<>(PLACES);

	@Nullable ServerAddress of(Object client, Function<Object, @Nullable ServerAddress> search) {
		int hash = System.identityHashCode(client);
		int place = (hash ^ (hash >>> 12)) & (PLACES - 1);
		Known known = this.recent.get(place);
		if (known != null && known.refersTo(client)) {
			return known.address;
		}
		ServerAddress address = search.apply(client);
		this.recent.set(place, new Known(client, address));
		return address;
	}

	/** A client and its address. */
	private static final class Known extends WeakReference<Object> {

		private final @Nullable ServerAddress address;

		Known(Object client, @Nullable ServerAddress address) {
			super(client);
			this.address = address;
		}

	}

}
