package dev.gai.braintrust.langchain4j.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.gai.braintrust.guard.ThreadValue;
import dev.gai.braintrust.guard.Work;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.response.ResponseReaders;
import org.jspecify.annotations.Nullable;

/**
 * What the provider has answered a call, of several attempts the last one. The client
 * finds it on the thread that makes the call. Bounded and thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class ProviderAnswer {

	private static final int MAX_LENGTH = 4 * 1024 * 1024;

	private static final ThreadValue<ProviderAnswer> current = new ThreadValue<>();

	private final List<String> events = new ArrayList<>(0);

	private int length;

	private @Nullable Supplier<String> whole;

	private volatile @Nullable Consumer<@Nullable Throwable> ending;

	/**
	 * Makes a call whose answer is wanted.
	 * @param call the call
	 * @param <T> type of the result
	 * @param <X> type of checked exceptions
	 * @return the result
	 * @throws X what the call throws
	 */
	public <T extends @Nullable Object, X extends Throwable> T during(Work<T, X> call) throws X {
		return current.during(this, call);
	}

	/**
	 * Awaits the answer of a call that is about to begin on this thread, until that call
	 * or another one ends.
	 */
	public void await() {
		current.set(this);
	}

	/**
	 * Tells that the call has ended. What has come is forgotten: a thread that began a
	 * stream may keep this for long.
	 */
	public void ended() {
		begin();
		if (current.get() == this) {
			current.set(null);
		}
	}

	/**
	 * Says what to do at the end of a stream. Some models tell nobody of it.
	 * @param ending ends the call, which may have ended already; takes why the stream
	 * failed, {@code null} if it did not
	 */
	public void atEnd(Consumer<@Nullable Throwable> ending) {
		this.ending = ending;
	}

	/**
	 * Reads the answer.
	 * @return what it says, {@code null} if it is not known
	 */
	public @Nullable LlmResponse read() {
		List<String> answered = answered();
		return answered.isEmpty() ? null : ResponseReaders.readText(answered);
	}

	private synchronized List<String> answered() {
		String text = (this.whole != null) ? this.whole.get() : null;
		if (text != null) {
			return (!text.isEmpty() && text.length() <= MAX_LENGTH) ? List.of(text) : List.of();
		}
		return List.copyOf(this.events);
	}

	static @Nullable ProviderAnswer current() {
		return current.get();
	}

	/** An attempt begins, or none will. */
	synchronized void begin() {
		this.whole = null;
		this.events.clear();
		this.length = 0;
	}

	/** The text is asked for where it is needed. */
	synchronized void whole(Supplier<String> text) {
		this.whole = text;
	}

	/**
	 * Of a stream that is too long nothing is kept, since it would say less than it did.
	 */
	synchronized void event(@Nullable String data) {
		if (data == null || this.length > MAX_LENGTH) {
			return;
		}
		this.length += Math.min(data.length(), MAX_LENGTH + 1);
		this.events.add(data);
		if (this.length > MAX_LENGTH) {
			this.events.clear();
		}
	}

	/** No more events will come. */
	void streamed(@Nullable Throwable error) {
		Consumer<@Nullable Throwable> told = this.ending;
		if (told != null) {
			told.accept(error);
			begin();
		}
	}

}
