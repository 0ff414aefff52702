package dev.gai.braintrust.mcp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.trace.GenAiTracer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Traces what an MCP server of the application answers: beans that specify a tool, a
 * resource or a prompt, and lists of them, as Spring AI makes for annotated methods and
 * tool callbacks.
 */
public final class McpServerPostProcessor implements BeanPostProcessor {

	private final TracedHandlers handlers;

	/**
	 * Creates the post-processor. What is supplied is asked for when a request is
	 * answered, so that no bean is created too early.
	 * @param tracer starts the spans; nothing is traced while it supplies null
	 * @param trace reads who calls
	 */
	public McpServerPostProcessor(Supplier<@Nullable GenAiTracer> tracer, Supplier<@Nullable TraceMeta> trace) {
		this.handlers = new TracedHandlers(new ServerCalls(tracer, trace));
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		Object traced = Guard.get("An MCP server is not traced", bean, () -> traced(bean));
		return (traced != null) ? traced : bean;
	}

	private @Nullable Object traced(Object bean) {
		if (!(bean instanceof List<?> list)) {
			return specification(bean);
		}
		List<@Nullable Object> all = new ArrayList<>(list.size());
		for (Object item : list) {
			Object traced = specification(item);
			if (traced == null) {
				return null;
			}
			all.add(traced);
		}
		return all.isEmpty() ? null : all;
	}

	private @Nullable Object specification(@Nullable Object item) {
		Object traced = SessionSpecifications.traced(this.handlers, item);
		return (traced != null) ? traced : StatelessSpecifications.traced(this.handlers, item);
	}

}
