package dev.gai.braintrust.trace;

import java.util.Map;

import dev.gai.braintrust.content.snapshot.Snapshot;
import dev.gai.braintrust.request.EmbeddingsRequest;
import dev.gai.braintrust.request.ModelRequest;
import dev.gai.braintrust.request.ModelRequests;
import dev.gai.braintrust.request.NamedArguments;
import dev.gai.braintrust.trace.record.SpanRecord;
import dev.gai.braintrust.trace.record.SpanRequest;
import dev.gai.braintrust.trace.record.SpanType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Writes what a model is asked on a span. A value that is a request in the form of a
 * provider's API is read, from the copy that was taken of it, as the conversation, model,
 * parameters and tools that it holds.
 */
final class RequestInput {

	private final RecordedSpan span;

	private final ModelRequests requests;

	RequestInput(RecordedSpan span, ModelRequests requests) {
		this.span = span;
		this.requests = requests;
	}

	void write(SpanRecord record, @Nullable Object input) {
		boolean captured = record.contentCaptured();
		if (record.declaredType() == SpanType.EMBEDDINGS) {
			writeEmbeddings(record, input, captured);
			return;
		}
		if (record.declaredType() != SpanType.LLM || !(captured || isCheap(input))) {
			if (captured) {
				record.request().input(this.span.snapshot("input", input));
			}
			return;
		}
		boolean arguments = input instanceof NamedArguments;
		Object document = this.requests.documentOf(input);
		boolean text = !arguments && (input instanceof CharSequence || input instanceof byte[]);
		Snapshot snapshot = this.span.snapshot("input", document);
		ModelRequest request = arguments ? ModelRequests.readArguments(snapshot.tree())
				: ModelRequests.read(snapshot.tree());
		if (request != null) {
			write(record, request, snapshot, captured);
		}
		else if (captured) {
			boolean parsed = document != input && (text || arguments);
			record.request().input(parsed ? this.span.snapshot("input", input) : snapshot);
		}
	}

	private static void write(SpanRecord record, ModelRequest read, Snapshot snapshot, boolean captured) {
		SpanRequest request = record.request();
		if (request.model() == null) {
			request.model(read.model());
		}
		Map<String, Object> known = request.parameters();
		read.parameters().forEach((name, value) -> {
			if ((captured || ModelRequest.isWithoutContent(name)) && !known.containsKey(name)) {
				request.parameter(name, value);
			}
		});
		if (read.tools() != null && request.tools() == null) {
			request.tools(new Snapshot(read.tools(), 0, null));
		}
		if (captured) {
			request.input(new Snapshot(read.messages(), snapshot.approximateBytes(), snapshot.failure()));
			if (!read.arguments().isEmpty() && !known.containsKey("arguments")) {
				request.parameter("arguments", read.arguments());
			}
		}
	}

	/** The texts stay as they came. */
	private void writeEmbeddings(SpanRecord record, @Nullable Object input, boolean captured) {
		Snapshot snapshot = captured ? this.span.snapshot("input", this.requests.withoutTypes(input)) : null;
		if (snapshot != null) {
			record.request().input(snapshot);
		}
		boolean text = input instanceof CharSequence || input instanceof byte[];
		Object document = text ? input : this.requests.documentOf(input);
		if (isCheap(document) || (captured && document instanceof NamedArguments)) {
			Snapshot read = (snapshot != null && document == input) ? snapshot : this.span.snapshot("input", document);
			writeDimensions(record.request(), EmbeddingsRequest.read(read.tree()));
		}
	}

	private static void writeDimensions(SpanRequest request, EmbeddingsRequest read) {
		if (request.model() == null) {
			request.model(read.model());
		}
		if (read.dimensions() != null && !request.parameters().containsKey("dimensions")) {
			request.parameter("dimensions", read.dimensions());
		}
	}

	/** Where content is not captured, nothing of the application's is called for it. */
	private static boolean isCheap(@Nullable Object input) {
		return (input instanceof NamedArguments arguments) ? arguments.values().stream().anyMatch(RequestInput::isCheap)
				: input instanceof Map<?, ?> || input instanceof JsonNode;
	}

}
