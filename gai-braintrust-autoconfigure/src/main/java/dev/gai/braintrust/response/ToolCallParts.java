package dev.gai.braintrust.response;

import java.util.Objects;

import dev.gai.braintrust.response.usage.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A call of a tool that arrives in parts.
 */
final class ToolCallParts {

	private @Nullable Long index;

	private @Nullable String id;

	private @Nullable String name;

	private @Nullable StringBuilder arguments;

	/**
	 * A call that has come in one part.
	 */
	static ToolCall whole(JsonValue call) {
		ToolCallParts parts = new ToolCallParts();
		parts.add(call);
		return parts.build();
	}

	/**
	 * Whether a part belongs to this call. Servers number the parts, repeat the id, or do
	 * neither; some number all calls with zero and tell them apart by their ids.
	 * @param call the part
	 * @return whether it belongs here
	 */
	boolean continuesWith(JsonValue call) {
		Long otherIndex = call.get("index").count();
		String otherId = call.get("id").label();
		if (this.id != null && otherId != null) {
			return this.id.equals(otherId) && Objects.equals(this.index, otherIndex);
		}
		if (otherIndex != null) {
			return otherIndex.equals(this.index);
		}
		return otherId == null && call.get("function").get("name").label() == null
				&& call.get("custom").get("name").label() == null;
	}

	void add(JsonValue call) {
		// A tool of the application's own grammar takes text as it is.
		boolean custom = call.get("custom").isObject();
		JsonValue function = call.get(custom ? "custom" : "function");
		this.index = (this.index != null) ? this.index : call.get("index").count();
		this.id = (this.id != null) ? this.id : call.get("id").label();
		this.name = (this.name != null) ? this.name : function.get("name").label();
		String part = function.get(custom ? "input" : "arguments").json();
		if (part != null) {
			this.arguments = (this.arguments != null) ? this.arguments : new StringBuilder();
			this.arguments.append(part);
		}
	}

	ToolCall build() {
		return new ToolCall(this.id, (this.name != null) ? this.name : "",
				(this.arguments != null) ? this.arguments.toString() : null);
	}

}
