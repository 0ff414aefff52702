package dev.gai.braintrust.langchain4j;

import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import dev.gai.braintrust.completion.Scopes;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.langchain4j.service.AiServiceContext;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.tool.ToolService;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * Puts tracing around the tools of an AI service. LangChain4j tells listeners of a tool
 * only when it has run. What executes the tools can be exchanged, but a finished service
 * does not show it: two fields have to be read. Where they are no longer there, tools
 * have no spans.
 */
final class AiServiceTools {

	private AiServiceTools() {
	}

	static void trace(Object service, ToolTracing tracing) {
		Guard.run("Tools of an AI service are not traced", () -> {
			ToolService tools = context(service).toolService;
			tools.toolExecutors().replaceAll((name, executor) -> tracing.around(executor));
			Executor executor = tools.executor();
			if (executor != null) {
				tools.executeToolsConcurrently((task) -> execute(executor, task, tracing.tracer()));
			}
		});
	}

	static AiServiceContext context(Object service) {
		Object handler = Proxy.getInvocationHandler(service);
		AiServices<?> builder = (AiServices<?>) read(handler, handler.getClass(), AiServices.class);
		return (AiServiceContext) read(builder, AiServices.class, AiServiceContext.class);
	}

	private static Object read(Object owner, Class<?> declaring, Class<?> type) {
		for (Field field : declaring.getDeclaredFields()) {
			if (type.isAssignableFrom(field.getType())) {
				ReflectionUtils.makeAccessible(field);
				Object value = ReflectionUtils.getField(field, owner);
				if (value != null) {
					return value;
				}
			}
		}
		throw new IllegalStateException("No field of type " + type.getName() + " in " + declaring.getName());
	}

	/**
	 * Tools that run at the same time belong to what was current where they were started.
	 */
	private static void execute(Executor executor, Runnable task, Supplier<@Nullable GenAiTracer> tracer) {
		GenAiTracer available = tracer.get();
		Observation around = (available != null) ? available.starter().currentObservation() : null;
		executor.execute((around == null) ? task : () -> Scopes.inside(around, () -> {
			task.run();
			return task;
		}));
	}

}
