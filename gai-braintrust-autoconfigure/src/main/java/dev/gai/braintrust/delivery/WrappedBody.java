package dev.gai.braintrust.delivery;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The body of a request, handed out slice by slice as it lies in an array. The JDK's own
 * copies it first.
 */
final class WrappedBody implements BodyPublisher {

	/** One write to a connection, which copies it and is waited for in between. */
	private static final int SLICE = 256 * 1024;

	private final byte[] bytes;

	private final int length;

	private volatile boolean handedOut;

	WrappedBody(byte[] bytes, int length) {
		this.bytes = bytes;
		this.length = length;
	}

	/**
	 * Whether all of it has been asked for.
	 * @return whether nobody but the connection needs the array any more
	 */
	boolean isHandedOut() {
		return this.handedOut;
	}

	@Override
	public long contentLength() {
		return this.length;
	}

	@Override
	public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
		subscriber.onSubscribe(new Slices(subscriber));
	}

	/** One pass over the body; a request that is repeated makes another one. */
	private final class Slices implements Subscription {

		private final Subscriber<? super ByteBuffer> subscriber;

		/** Asked for and not handed out. Whoever makes it more than zero hands out. */
		private final AtomicLong demand = new AtomicLong();

		private int place;

		private volatile boolean over;

		Slices(Subscriber<? super ByteBuffer> subscriber) {
			this.subscriber = subscriber;
		}

		@Override
		public void request(long slices) {
			if (slices <= 0) {
				if (!this.over) {
					this.over = true;
					this.subscriber.onError(new IllegalArgumentException("Asked for " + slices + " slices"));
				}
				return;
			}
			if (this.demand.getAndAccumulate(slices, Slices::sum) == 0 && !this.over) {
				do {
					next();
				}
				while (!this.over && this.demand.decrementAndGet() > 0);
			}
		}

		private static long sum(long asked, long more) {
			return (asked + more < 0) ? Long.MAX_VALUE : asked + more;
		}

		private void next() {
			int size = Math.min(SLICE, WrappedBody.this.length - this.place);
			if (size > 0) {
				ByteBuffer slice = ByteBuffer.wrap(WrappedBody.this.bytes, this.place, size).slice();
				this.place += size;
				this.subscriber.onNext(slice.asReadOnlyBuffer());
			}
			if (this.place >= WrappedBody.this.length && !this.over) {
				this.over = true;
				WrappedBody.this.handedOut = true;
				this.subscriber.onComplete();
			}
		}

		@Override
		public void cancel() {
			this.over = true;
		}

	}

}
