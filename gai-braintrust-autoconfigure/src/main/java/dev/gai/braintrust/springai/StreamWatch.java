package dev.gai.braintrust.springai;

import java.util.List;

import dev.gai.braintrust.springai.response.GrowingThoughts;
import dev.gai.braintrust.springai.response.ReportedUsage;
import dev.gai.braintrust.trace.ForeignSpan;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.model.ChatResponse;

/**
 * Sees the chunks of one streamed answer, which Spring AI's observation does not. They
 * come by on another thread than the observation stops on, before or after. Thread-safe.
 */
final class StreamWatch {

	private final @Nullable ForeignSpan client;

	private final GrowingThoughts thoughts = new GrowingThoughts();

	private volatile @Nullable ForeignSpan request;

	StreamWatch(@Nullable ForeignSpan client) {
		this.client = client;
	}

	/**
	 * Begins.
	 * @param span the request to the model that makes the chunks
	 */
	synchronized void watch(ForeignSpan span) {
		ForeignSpan before = this.request;
		if (before == span) {
			return;
		}
		span.awaitFigures(true);
		this.request = span;
		if (before != null) {
			// It failed, and another one takes its place.
			end(before, false);
		}
	}

	void chunk(ChatResponse received) {
		ChatResponse chunk = this.thoughts.trimmed(received);
		ForeignSpan span = this.request;
		if (span != null) {
			span.element(chunk);
		}
		if (this.client != null) {
			this.client.element(chunk);
		}
	}

	/**
	 * Tells that no more chunks will come by.
	 * @param all whether these were all, and nobody went away
	 */
	void ended(boolean all) {
		ForeignSpan span = this.request;
		if (span != null) {
			end(span, all);
		}
	}

	private static void end(ForeignSpan span, boolean all) {
		span.elementsEnded(all);
		takeUsage(span);
		span.awaitFigures(false);
	}

	/**
	 * The usage with the most figures tends to be in the last chunk.
	 */
	private static void takeUsage(ForeignSpan span) {
		List<Object> chunks = span.elements();
		for (int i = chunks.size() - 1; i >= 0; i--) {
			org.springframework.ai.chat.metadata.Usage said = (chunks.get(i) instanceof ChatResponse chunk
					&& chunk.getMetadata() != null) ? chunk.getMetadata().getUsage() : null;
			Usage usage = ReportedUsage.ofChat(said);
			if (usage != null && ReportedUsage.isLostInStreams(said)) {
				span.figures().ofProvider(usage);
				return;
			}
			if (usage != null) {
				span.figures().more(usage);
				return;
			}
		}
	}

}
