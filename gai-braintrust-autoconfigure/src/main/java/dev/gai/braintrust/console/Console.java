package dev.gai.braintrust.console;

import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * The console without its web stack: guard, files, data and feeds. Thread-safe.
 *
 * @since 0.1.0
 */
public final class Console implements AutoCloseable {

	static final String DATA = "/data/";

	static final int MAX_FEEDS = 32;

	/** A prompt can be long, and no longer than what is kept of one. */
	static final int MAX_BODY = 2 * 1024 * 1024;

	private static final String STREAM = DATA + "stream";

	private static final String TRACE = DATA + "traces/";

	private static final String PICTURE = DATA + "pictures/";

	private final ConsoleSettings settings;

	private final ConsoleGuard guard;

	private final ConsoleData data;

	private final ConsoleActions actions;

	private final AtomicInteger feeds = new AtomicInteger();

	private volatile boolean closed;

	/**
	 * Creates a console.
	 * @param settings what it is told of the application
	 * @param traces the traces that it shows
	 * @param running the spans that run
	 * @param actions what can be done
	 */
	public Console(ConsoleSettings settings, KeptTraces traces, RunningSpans running, ConsoleActions actions) {
		this.settings = settings;
		this.guard = new ConsoleGuard(settings.addressesForwarded());
		this.data = new ConsoleData(settings, traces, running, actions);
		this.actions = actions;
	}

	String path() {
		return this.settings.path();
	}

	/**
	 * Whether a path is below that of the console.
	 * @param path a path below that of the application
	 * @return whether it is
	 */
	boolean serves(String path) {
		return path.equals(path()) || path.startsWith(path() + "/");
	}

	/**
	 * Answers a request, unless it asks for a feed or for something to be done.
	 * @param call the request
	 * @return the answer, {@code null} if the request is let in and asks for a feed, or
	 * for a {@link #change}
	 */
	@Nullable ConsoleAnswer answer(ConsoleCall call) {
		String refusal = this.guard.refusal(call);
		if (refusal != null) {
			return ConsoleAnswer.text(403, refusal);
		}
		if (call.isGet() && call.path().isEmpty()) {
			return ConsoleAnswer.redirect(path().substring(path().lastIndexOf('/') + 1) + "/" + query(call));
		}
		if (call.isGet() && call.path().equals("/") && ConsoleAccess.isToken(call.token())) {
			return ConsoleAccess.admission(call);
		}
		if (!ConsoleAccess.isKnown(call)) {
			return ConsoleAnswer.text(403, "The console is opened with the address that the application has logged at "
					+ "its start: a token is in it.");
		}
		if (!call.isGet()) {
			return null;
		}
		return call.path().equals(STREAM) ? null : get(call);
	}

	private static String query(ConsoleCall call) {
		return ConsoleAccess.isToken(call.token()) ? address() : "";
	}

	/**
	 * What has to stand behind the address of the page for it to open in a browser that
	 * has not been let in.
	 * @return the query with the token
	 */
	public static String address() {
		return "?" + ConsoleAccess.PARAMETER + "=" + ConsoleAccess.token();
	}

	private ConsoleAnswer get(ConsoleCall call) {
		String path = call.path();
		if (path.equals(DATA + "about")) {
			return ConsoleAnswer.json(this.data.about());
		}
		if (path.equals(DATA + "rows")) {
			return ConsoleAnswer.json(this.data.json(this.data.changes(RingPosition.parse(call.parameter("since")))));
		}
		if (path.equals(DATA + "search")) {
			String query = call.parameter("q");
			return ConsoleAnswer.json(this.data.search((query != null) ? query : ""));
		}
		if (path.startsWith(TRACE)) {
			String trace = this.data.trace(path.substring(TRACE.length()));
			return (trace != null) ? ConsoleAnswer.json(trace)
					: ConsoleAnswer.text(404, "The trace is not known, or not kept any more.");
		}
		if (path.startsWith(PICTURE)) {
			Pictures.Picture picture = this.data.picture(path.substring(PICTURE.length()));
			return (picture != null) ? ConsoleAnswer.of(200, picture.type(), picture.bytes())
					: ConsoleAnswer.text(404, "The picture is not kept any more.");
		}
		ConsoleAnswer file = ConsoleFiles.find(path.equals("/") ? "index.html" : path.substring(1));
		return (file != null) ? file : ConsoleAnswer.text(404, "There is no such page.");
	}

	/**
	 * Does what a request asks for that {@link #answer} has let in. May wait for some
	 * seconds.
	 * @param call the request
	 * @param body its body, {@code null} if that is too large
	 * @return the answer
	 */
	ConsoleAnswer change(ConsoleCall call, byte @Nullable [] body) {
		if (body == null || body.length > MAX_BODY) {
			return ConsoleAnswer.text(413, "This is too large.");
		}
		if (call.method().equals("POST") && call.path().equals(DATA + "clear")) {
			this.data.clear();
			return new ConsoleAnswer(204, SecurityHeaders.ALL, new byte[0]);
		}
		ConsoleAnswer done = (call.method().equals("POST") && call.path().startsWith(DATA))
				? this.actions.perform(call.path().substring(DATA.length()), body) : null;
		return (done != null) ? done : ConsoleAnswer.text(405, "There is nothing to change.");
	}

	/**
	 * A feed for a request that {@link #answer} has let in.
	 * @param call the request
	 * @return the feed, {@code null} if there are too many or the application ends
	 */
	@Nullable ConsoleFeed feed(ConsoleCall call) {
		if (this.closed || this.feeds.getAndUpdate((open) -> Math.min(open + 1, MAX_FEEDS)) >= MAX_FEEDS) {
			return null;
		}
		String last = call.header("Last-Event-ID");
		RingPosition since = RingPosition.parse((last != null) ? last : call.parameter("since"));
		return new ConsoleFeed(this.data, since, this.feeds::decrementAndGet, () -> this.closed);
	}

	boolean hasRoomForFeed() {
		return this.feeds.get() < MAX_FEEDS;
	}

	static ConsoleAnswer tooManyFeeds() {
		return ConsoleAnswer.text(503, "The console is open too often.");
	}

	int openFeeds() {
		return this.feeds.get();
	}

	/**
	 * Ends all feeds, so that an application which ends waits for none.
	 */
	@Override
	public void close() {
		this.closed = true;
	}

}
