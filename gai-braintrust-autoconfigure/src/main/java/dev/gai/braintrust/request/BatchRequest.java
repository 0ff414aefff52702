package dev.gai.braintrust.request;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Several requests at once: conversations, requests, or the lines of a batch. What all of
 * them say alike is said once, the rest stays beside the messages of each.
 */
final class BatchRequest {

	/** By which OpenAI and Anthropic, Google, and Bedrock tell lines apart. */
	private static final List<String> NAMES = List.of("custom_id", "key", "recordId");

	private BatchRequest() {
	}

	static @Nullable ModelRequest read(List<?> elements) {
		List<ModelRequest> requests = new ArrayList<>();
		List<Object> inOrder = new ArrayList<>();
		for (Object element : elements) {
			boolean possible = element instanceof Map<?, ?> || Conversation.is(element);
			ModelRequest read = possible ? ModelRequests.read(element) : null;
			if (read != null) {
				requests.add(read);
				inOrder.add(read);
			}
			else if (element != null && Conversation.isMark(element)) {
				inOrder.add(element);
			}
			else {
				return null;
			}
		}
		return requests.isEmpty() ? null : together(requests, inOrder);
	}

	private static ModelRequest together(List<ModelRequest> requests, List<Object> inOrder) {
		ModelRequest first = requests.get(0);
		boolean sameModel = requests.stream().map(ModelRequest::model).distinct().count() == 1;
		boolean sameParameters = requests.stream().map(ModelRequest::parameters).distinct().count() == 1;
		boolean sameTools = requests.stream().map(ModelRequest::tools).distinct().count() == 1;
		List<Object> each = new ArrayList<>();
		for (Object element : inOrder) {
			if (!(element instanceof ModelRequest request)) {
				each.add(element);
				continue;
			}
			Map<String, Object> beside = new LinkedHashMap<>();
			NAMES.forEach((name) -> put(beside, name, request.arguments().get(name)));
			put(beside, "model", sameModel ? null : request.model());
			if (!sameParameters) {
				beside.putAll(request.parameters());
			}
			put(beside, "tools", sameTools ? null : request.tools());
			put(beside, "messages", beside.isEmpty() ? null : request.messages());
			each.add(beside.isEmpty() ? request.messages() : beside);
		}
		return new ModelRequest(sameModel ? first.model() : null, each, sameParameters ? first.parameters() : Map.of(),
				sameTools ? first.tools() : null, Map.of());
	}

	private static void put(Map<String, Object> beside, String name, @Nullable Object value) {
		if (value != null) {
			beside.put(name, value);
		}
	}

}
