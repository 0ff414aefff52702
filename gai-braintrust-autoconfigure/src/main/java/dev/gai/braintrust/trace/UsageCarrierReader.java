package dev.gai.braintrust.trace;

import java.util.List;

import dev.gai.braintrust.usage.UsageCarrier;
import org.jspecify.annotations.Nullable;

/**
 * Reads results that know their own usage. Only text becomes an answer; of any other
 * output there is nothing to read, so that the result itself is recorded.
 */
final class UsageCarrierReader implements ResponseReader<UsageCarrier> {

	@Override
	public Class<UsageCarrier> responseType() {
		return UsageCarrier.class;
	}

	@Override
	public @Nullable LlmResponse read(UsageCarrier response) {
		return readAll(List.of(response));
	}

	@Override
	public @Nullable LlmResponse readAll(List<UsageCarrier> chunks) {
		LlmResponse.Builder read = LlmResponse.builder();
		StringBuilder text = new StringBuilder();
		String finishReason = null;
		boolean textOnly = true;
		for (UsageCarrier chunk : chunks) {
			if (chunk.usage() != null) {
				read.usage(chunk.usage());
			}
			if (chunk.responseModel() != null) {
				read.model(chunk.responseModel());
			}
			String reason = FinishReasons.normalize(chunk.finishReason());
			finishReason = (reason != null) ? reason : finishReason;
			textOnly &= chunk.output() instanceof CharSequence;
			text.append((chunk.output() instanceof CharSequence chars) ? chars : "");
		}
		if (textOnly) {
			read.choice(finishReason, Message.assistant(text.toString()));
		}
		return read.build();
	}

}
