package dev.gai.braintrust.springai.bean;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.trace.CurrentTool;
import dev.gai.braintrust.trace.GenAiSpan;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.tool.execution.ToolExecutionException;
import org.springframework.ai.tool.execution.ToolExecutionExceptionProcessor;

/**
 * Marks the span of a tool that failed. Spring AI makes an answer for the model of the
 * error while the tool is still observed, so nobody else sees it. What the model is told
 * stays the same.
 *
 * @param processor makes the answer
 */
record WatchedToolErrors(ToolExecutionExceptionProcessor processor) implements ToolExecutionExceptionProcessor {

	@Override
	public String process(ToolExecutionException exception) {
		mark(exception);
		return this.processor.process(exception);
	}

	static void mark(@Nullable Object failure) {
		Guard.run("A failed tool is not marked", () -> {
			GenAiSpan tool = CurrentTool.get();
			if (tool != null && failure instanceof ToolExecutionException exception) {
				Throwable cause = exception.getCause();
				tool.error((cause != null) ? cause : exception);
			}
		});
	}

}
