package dev.gai.braintrust.springai;

import java.util.List;

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

	private volatile @Nullable ForeignSpan request;

	StreamWatch(@Nullable ForeignSpan client) {
		this.client = client;
	}

	/**
	 * Begins.
	 * @param span the request to the model that makes the chunks
	 */
	void watch(ForeignSpan span) {
		span.awaitFigures(true);
		this.request = span;
	}

	void chunk(ChatResponse chunk) {
		ForeignSpan span = this.request;
		if (span != null) {
			span.element(chunk);
		}
		if (this.client != null) {
			this.client.element(chunk);
		}
	}

	void ended() {
		ForeignSpan span = this.request;
		if (span != null) {
			span.elementsEnded();
			Usage usage = usage(span.elements());
			if (usage != null) {
				span.moreUsage(usage);
			}
			span.awaitFigures(false);
		}
	}

	/**
	 * The usage with the most figures, which tends to be in the last chunk.
	 */
	private static @Nullable Usage usage(List<Object> chunks) {
		for (int i = chunks.size() - 1; i >= 0; i--) {
			Usage usage = (chunks.get(i) instanceof ChatResponse chunk && chunk.getMetadata() != null)
					? ReportedUsage.ofChat(chunk.getMetadata().getUsage()) : null;
			if (usage != null) {
				return usage;
			}
		}
		return null;
	}

}
