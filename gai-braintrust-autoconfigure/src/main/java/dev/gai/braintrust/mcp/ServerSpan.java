package dev.gai.braintrust.mcp;

import dev.gai.braintrust.completion.TrackedCall;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.trace.ActiveSpan;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * The span of a request that a server answers. A result may say that it is an error.
 */
final class ServerSpan implements TrackedCall {

	private final ActiveSpan span;

	ServerSpan(ActiveSpan span) {
		this.span = span;
	}

	@Override
	public Observation observation() {
		return this.span.observation();
	}

	@Override
	public void element(Object element) {
		this.span.element(element);
	}

	@Override
	public void completed() {
		this.span.completed();
	}

	@Override
	public void completed(@Nullable Object result) {
		Guard.run("The result of an MCP request is not recorded", () -> end(result));
		// Whatever its result says.
		this.span.completed(null);
	}

	private void end(@Nullable Object result) {
		String error = ServerResults.error(result);
		if (error == null) {
			this.span.completed(ServerResults.shape(result));
		}
		else if (!this.span.hasFailed()) {
			// Otherwise the method has said what happened, and better.
			this.span.failed(new McpToolException(error));
		}
	}

	@Override
	public void failed(Throwable error) {
		this.span.failed(error);
	}

	@Override
	public void cancelled() {
		this.span.cancelled();
	}

}
