package dev.gai.braintrust.trace.record;

import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of a span before it starts.
 *
 * @param type the kind of span
 * @param name name of the agent, step or tool, or display name of a model call; empty if
 * none
 * @param operation value of {@code gen_ai.operation.name}, {@code null} for that of the
 * type
 * @param instrumentation the door that the span came in by
 * @param capture what the code of the application says about content
 * @param taskName name of a call of a model that turns out to be a task around others, or
 * of the method that is a tool; {@code null} for the name it would have had
 * @param view the view of Jackson that says what of the result is seen, {@code null} if
 * none does
 * @since 0.1.0
 */
@Internal
public record SpanSpec(SpanType type, String name, @Nullable String operation, String instrumentation, Capture capture,
		@Nullable String taskName, @Nullable Class<?> view) {

	/**
	 * The instrumentation of what an MCP server answers. A method that it calls may say
	 * that it is a tool, and is the same call.
	 */
	public static final String MCP_SERVER = "mcp";

	/**
	 * Creates what must be known of a span that has no other name as a task.
	 * @param type the type
	 * @param name the name
	 * @param operation the operation
	 * @param instrumentation the instrumentation
	 * @param capture the capture
	 */
	public SpanSpec(SpanType type, String name, @Nullable String operation, String instrumentation, Capture capture) {
		this(type, name, operation, instrumentation, capture, null, null);
	}

}
