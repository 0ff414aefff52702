package dev.gai.braintrust.trace.record;

import java.util.concurrent.atomic.AtomicBoolean;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Where and how Braintrust sees a span that another library made: not every one of its
 * spans, nor always below the span that it has as its parent. Part of a
 * {@link SpanRecord}; thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class RowPlacement {

	private final boolean foreign;

	private final @Nullable SpanSpec shared;

	private final boolean contentHidden;

	private final @Nullable String shownBelow;

	private final ShownTimes times = new ShownTimes();

	private final AtomicBoolean joined = new AtomicBoolean();

	private final AtomicBoolean claimed = new AtomicBoolean();

	private volatile boolean leftOut;

	private volatile boolean figuresAwaited;

	private volatile boolean ending;

	private RowPlacement(boolean foreign, @Nullable SpanSpec shared, @Nullable String shownBelow,
			boolean contentHidden) {
		this.shared = shared;
		this.foreign = foreign;
		this.contentHidden = contentHidden;
		this.shownBelow = shownBelow;
	}

	/**
	 * {@return the place of a span of ours}
	 */
	public static RowPlacement own() {
		return new RowPlacement(false, null, null, false);
	}

	/**
	 * The place of a span of ours.
	 * @param spec what kind of span it is
	 * @return the place
	 */
	public static RowPlacement own(SpanSpec spec) {
		boolean shared = spec.instrumentation().equals(SpanSpec.MCP_SERVER);
		return new RowPlacement(false, shared ? spec : null, null, false);
	}

	/**
	 * The place of a span that another library made.
	 * @param shownBelow id of the span below which it is shown, {@code null} for its
	 * parent
	 * @param contentHidden whether content below it is hidden
	 * @return the place
	 */
	public static RowPlacement foreign(@Nullable String shownBelow, boolean contentHidden) {
		return new RowPlacement(true, null, shownBelow, contentHidden);
	}

	/**
	 * Whether a method that says it is a tool, and that is called below, may be the same
	 * call.
	 * @return whether the span may be shared with it
	 */
	public boolean isShared() {
		return this.foreign || this.shared != null;
	}

	/**
	 * Whether the span stands for a call of a method, whatever the tool is called.
	 * @param methodName the name of the method; null if unknown
	 * @return whether it is known to be the method behind the span
	 */
	public boolean standsFor(@Nullable String methodName) {
		return this.shared != null && methodName != null && methodName.equals(this.shared.taskName());
	}

	/**
	 * Whether the span is left out, so that what is below it hangs on what is above it.
	 * @return whether it is left out, as far as that is decided
	 */
	public boolean isLeftOut() {
		return this.leftOut;
	}

	/**
	 * The span below which this one is shown, where that is not its parent.
	 * @return its id, {@code null} if this span is shown below its parent
	 */
	public @Nullable String shownBelow() {
		return this.shownBelow;
	}

	/**
	 * {@return when the span is shown to start and to end}
	 */
	public ShownTimes times() {
		return this.times;
	}

	/**
	 * Whether a call that another library makes below a span is a part of what is not
	 * captured there.
	 * @param above the span
	 * @return whether its content is hidden
	 */
	public static boolean hidesContentBelow(SpanRecord above) {
		return above.placement().contentHidden || (above.declaredType().callsModel() && !above.contentCaptured());
	}

	/**
	 * {@return whether figures may still come after the end}
	 */
	public boolean figuresAwaited() {
		return this.figuresAwaited;
	}

	/**
	 * Whether the other library's span has yet to end, though all is said.
	 * @return whether its end is still to come
	 */
	public boolean isEnding() {
		return this.ending;
	}

	/**
	 * Says whether the other library's span has yet to end.
	 * @param ending whether it has
	 */
	public void ending(boolean ending) {
		this.ending = ending;
	}

	/**
	 * Decides whether the span is left out.
	 * @param leftOut whether it is
	 */
	public void leaveOut(boolean leftOut) {
		this.leftOut = leftOut;
	}

	/**
	 * Says whether figures may still come after the end.
	 * @param awaited whether they may
	 */
	public void awaitFigures(boolean awaited) {
		this.figuresAwaited = awaited;
	}

	/**
	 * Whether it is time to tell others of the span. It is so once.
	 * @param ended whether the span has ended
	 * @return whether to tell them now
	 */
	public boolean claimClosing(boolean ended) {
		return ended && !this.figuresAwaited && this.claimed.compareAndSet(false, true);
	}

	/**
	 * Lets a second observer of the same call write on this span.
	 * @return whether there is none yet
	 */
	public boolean join() {
		return this.joined.compareAndSet(false, true);
	}

	/** Lets another observer join. */
	public void leave() {
		this.joined.set(false);
	}

}
