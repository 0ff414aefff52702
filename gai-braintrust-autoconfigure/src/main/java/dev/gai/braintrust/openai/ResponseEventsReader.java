package dev.gai.braintrust.openai;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.openai.core.JsonField;
import com.openai.core.JsonValue;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCompletedEvent;
import com.openai.models.responses.ResponseIncompleteEvent;
import com.openai.models.responses.ResponseStreamEvent;
import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.response.ResponseReader;
import dev.gai.braintrust.response.ResponseReaders;
import dev.gai.braintrust.response.usage.JsonContent;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of a streamed response. The last one repeats what all others have
 * said, which are read only where it has not come: of a stream that was left, or that has
 * failed.
 */
final class ResponseEventsReader implements ResponseReader<ResponseStreamEvent> {

	@Override
	public Class<ResponseStreamEvent> responseType() {
		return ResponseStreamEvent.class;
	}

	@Override
	public @Nullable LlmResponse read(ResponseStreamEvent event) {
		return readAll(List.of(event));
	}

	@Override
	public @Nullable LlmResponse readAll(List<ResponseStreamEvent> events) {
		boolean whole = events.stream().anyMatch(ResponseEventsReader::isWhole);
		List<Map<?, ?>> documents = events.stream()
			.filter((event) -> !whole || tells(event))
			.<Map<?, ?>>map(ResponseEventsReader::document)
			.toList();
		return documents.isEmpty() ? null : ResponseReaders.readJson(documents);
	}

	@Override
	public boolean bearsContent(ResponseStreamEvent event) {
		return JsonContent.isIn(dev.gai.braintrust.response.usage.JsonValue.of(document(event)));
	}

	private static Map<?, ?> document(ResponseStreamEvent event) {
		Map<?, ?> document = JsonValue.from(event).convert(Map.class);
		return (document != null) ? document : Map.of();
	}

	private static boolean isWhole(ResponseStreamEvent event) {
		Optional<JsonField<Response>> last = event.completed()
			.map(ResponseCompletedEvent::_response)
			.or(() -> event.incomplete().map(ResponseIncompleteEvent::_response));
		return last.flatMap(JsonField::asKnown)
			.flatMap((response) -> response._output().asKnown())
			.filter((output) -> !output.isEmpty())
			.isPresent();
	}

	private static boolean tells(ResponseStreamEvent event) {
		return event.isCreated() || event.isCompleted() || event.isIncomplete() || event.isFailed() || event.isError();
	}

}
