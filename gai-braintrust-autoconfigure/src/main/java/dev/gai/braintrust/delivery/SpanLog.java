package dev.gai.braintrust.delivery;

import java.time.Duration;
import java.util.List;

import dev.gai.braintrust.guard.SteadyClock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps encoded spans in the order of their arrival until they are acknowledged. Each
 * frame is one {@code ExportTraceServiceRequest} with one span, so that frames one after
 * the other are again one request, and a frame is never decoded.
 * <p>
 * One thread appends, another reads and acknowledges; the figures may be read by any
 * thread and never wait. A log is bounded in bytes: when it is full the oldest frames go,
 * which it counts itself as dropped.
 *
 * @since 0.1.0
 */
public interface SpanLog extends AutoCloseable {

	/**
	 * Opens the log if it is not open: reads what earlier processes have left.
	 */
	default void open() {
	}

	/**
	 * Appends a frame.
	 * @param frame the encoded span, which is the log's from now on
	 * @see #append(List)
	 */
	default void append(Frame frame) {
		append(List.of(frame));
	}

	/**
	 * Appends frames in their order. The log counts them as logged before they can be
	 * read, and what it does not take as dropped, whatever goes wrong.
	 * @param frames the encoded spans, which are the log's from now on; the list is not
	 */
	void append(List<Frame> frames);

	/**
	 * The oldest frames that are not acknowledged, as many as fit, but at least one. They
	 * stay in the log, and none of them is given up while they are being sent, that is
	 * until some are acknowledged or others are read.
	 * @param maxSpans the most spans in a batch
	 * @param maxBytes the most bytes in a batch
	 * @return the frames, {@code null} if there are none
	 */
	@Nullable List<Frame> read(int maxSpans, long maxBytes);

	/**
	 * Removes the oldest frames, after what became of them has been counted. Their memory
	 * may be used again.
	 * @param frames how many of those last read
	 */
	void acknowledge(int frames);

	/**
	 * Frames that are not acknowledged.
	 * @return the number
	 */
	long spans();

	/**
	 * Bytes that are not acknowledged.
	 * @return the number
	 */
	long bytes();

	/**
	 * Bytes that the log holds at most.
	 * @return the number
	 */
	long maxBytes();

	/**
	 * How long the oldest frame has been waiting.
	 * @return the time, zero if the log is empty
	 */
	Duration oldest();

	/**
	 * Whether everything that was logged up to a time is delivered or given up.
	 * @param time milliseconds since 1970
	 * @return whether nothing as old as that waits
	 */
	default boolean isSettled(long time) {
		return spans() == 0 || SteadyClock.millis() - oldest().toMillis() > time;
	}

	/**
	 * Whether what is in the log survives the end of the process.
	 * @return whether the log is durable
	 */
	boolean isDurable();

	/**
	 * What keeps the log from working as configured.
	 * @return the problem in one sentence, {@code null} if there is none
	 */
	default @Nullable String problem() {
		return null;
	}

	@Override
	void close();

}
