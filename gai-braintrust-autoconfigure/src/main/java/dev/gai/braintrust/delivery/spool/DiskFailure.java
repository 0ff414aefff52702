package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * That the disk cannot be written: why, when it is tried again, and what the log of the
 * application says of it. Written by whoever appends; {@link #text()} is for all threads.
 */
final class DiskFailure {

	private static final Log logger = LogFactory.getLog(SegmentSpanLog.class);

	private static final long RETRY_MILLIS = TimeUnit.SECONDS.toMillis(1);

	private long at;

	private boolean reported;

	private volatile @Nullable String text;

	/**
	 * Whether the disk is well, or it is time to try it again. A clock that was set back
	 * says nothing.
	 */
	boolean isToBeTried(long now) {
		return this.text == null || now - this.at >= RETRY_MILLIS || now < this.at;
	}

	void failed(IOException ex, long now) {
		this.at = now;
		this.text = "The disk cannot be written: " + ex;
	}

	void over() {
		this.text = null;
	}

	/**
	 * Says in the log of the application what has changed.
	 */
	void report() {
		String current = this.text;
		if ((current != null) != this.reported) {
			this.reported = current != null;
			if (current != null) {
				logger.warn("Spans are kept in memory for now. " + current);
			}
			else {
				logger.info("Spans are kept on disk again");
			}
		}
	}

	@Nullable String text() {
		return this.text;
	}

}
