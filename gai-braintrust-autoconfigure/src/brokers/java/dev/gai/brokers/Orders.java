package dev.gai.brokers;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.trace.GenAiTracer;

/**
 * What a listener does with the text of a message.
 */
public final class Orders {

	private final GenAiTracer tracer;

	private final Set<String> seen = ConcurrentHashMap.newKeySet();

	Orders(GenAiTracer tracer) {
		this.tracer = tracer;
	}

	/**
	 * Asks a model twice. An order that says so asks nobody, and another fails when it is
	 * delivered for the first time.
	 * @param order the text
	 */
	void take(String order) {
		if (order.startsWith("quiet")) {
			return;
		}
		ask(order);
		if (order.startsWith("broken") && this.seen.add(order)) {
			throw new IllegalStateException("not yet");
		}
		ask(order);
	}

	private void ask(String order) {
		this.tracer.llm("openai", "gpt-5-mini")
			.messages(List.of(Message.user("Is it an order? " + order)))
			.metadata("order", order)
			.run((call) -> call.usage(10, 2).output("Yes, " + order));
	}

}
