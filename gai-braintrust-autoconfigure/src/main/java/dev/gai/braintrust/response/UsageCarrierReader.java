package dev.gai.braintrust.response;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.gai.braintrust.response.ending.FinishReasons;
import dev.gai.braintrust.usage.Usage;
import dev.gai.braintrust.usage.UsageCarrier;
import org.jspecify.annotations.Nullable;

/**
 * Reads results that know their own usage. Only text becomes an answer; any other output
 * is recorded as it is, and where there is none the result itself.
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

	/**
	 * A chunk without output, as a last one with the usage alone, takes nothing from the
	 * text of the others.
	 */
	@Override
	public @Nullable LlmResponse readAll(List<UsageCarrier> chunks) {
		LlmResponse.Builder read = LlmResponse.builder();
		List<Object> outputs = new ArrayList<>();
		String finishReason = null;
		for (UsageCarrier chunk : chunks) {
			Usage usage = chunk.usage();
			if (usage != null) {
				read.usage(usage);
			}
			String model = chunk.responseModel();
			if (model != null) {
				read.model(model);
			}
			String reason = FinishReasons.normalize(chunk.finishReason());
			finishReason = (reason != null) ? reason : finishReason;
			Object output = chunk.output();
			if (output != null) {
				outputs.add(output);
			}
		}
		read.finishReason(finishReason);
		if (outputs.isEmpty()) {
			return read.build();
		}
		if (outputs.stream().allMatch(CharSequence.class::isInstance)) {
			String text = outputs.stream().map(Object::toString).collect(Collectors.joining());
			return read.choice(finishReason, Message.assistant(text)).build();
		}
		return read.output((chunks.size() == 1) ? outputs.get(0) : outputs).build();
	}

	@Override
	public boolean bearsContent(UsageCarrier chunk) {
		Object output = chunk.output();
		return (output instanceof CharSequence text) ? !text.isEmpty() : output != null;
	}

}
