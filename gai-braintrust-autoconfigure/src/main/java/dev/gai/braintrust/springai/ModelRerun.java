package dev.gai.braintrust.springai;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import dev.gai.braintrust.guard.DaemonThreads;
import dev.gai.braintrust.guard.WithoutText;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.prompt.SpringAiPrompt;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.trace.GenAiContext;
import dev.gai.braintrust.trace.GenAiTracer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Asks one of the application's models once more, with a prompt that somebody may have
 * changed. Each time is a trace of its own with {@code rerun.of} in its metadata. Tools
 * are offered and not executed: Spring AI's models leave that to their client. Two at a
 * time at most; thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class ModelRerun implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(ModelRerun.class);

	private static final int AT_ONCE = 2;

	private final Supplier<Map<String, ChatModel>> models;

	private final Supplier<GenAiTracer> tracer;

	private final ThreadPoolExecutor threads = new ThreadPoolExecutor(0, AT_ONCE, 10, TimeUnit.SECONDS,
			new SynchronousQueue<>(), DaemonThreads.named("gai-console-rerun"));

	/**
	 * Creates it.
	 * @param models the application's models by the names of their beans, the primary one
	 * first
	 * @param tracer records what is done
	 */
	public ModelRerun(Supplier<Map<String, ChatModel>> models, Supplier<GenAiTracer> tracer) {
		this.models = models;
		this.tracer = tracer;
	}

	/**
	 * Whether there is a model to ask.
	 * @return whether there is one
	 */
	public boolean isPossible() {
		return !this.models.get().isEmpty();
	}

	/**
	 * Begins to ask.
	 * @param traceId trace of the call that is repeated
	 * @param spanId the call that is repeated
	 * @param metadata provider, model, parameters and tools of that call
	 * @param messages the prompt
	 * @return id of the new trace
	 * @throws IllegalStateException if no model can be asked now
	 */
	public String start(String traceId, String spanId, Map<String, @Nullable Object> metadata, List<Message> messages) {
		ChatModel model = model(metadata.get("provider"));
		Map<String, Object> parameters = new LinkedHashMap<>();
		metadata.forEach((key, value) -> {
			if (value != null) {
				parameters.put(key, value);
			}
		});
		Prompt prompt = SpringAiPrompt.of(model, (metadata.get("model") instanceof String name) ? name : null, messages,
				parameters, tools(metadata.get("tools")));
		CompletableFuture<String> started = new CompletableFuture<>();
		try {
			this.threads.execute(() -> ask(model, prompt, messages, traceId + "/" + spanId, started));
			return started.get(5, TimeUnit.SECONDS);
		}
		catch (RejectedExecutionException ex) {
			throw new IllegalStateException("Two prompts are already running again. Wait until one has ended.");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("The application ends.");
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new IllegalStateException("The prompt could not be run again.");
		}
	}

	/** One of the same provider if there are several. */
	private ChatModel model(@Nullable Object provider) {
		Map<String, ChatModel> all = this.models.get();
		String wanted = String.valueOf(provider).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
		return all.values()
			.stream()
			.filter((model) -> provider != null && model.getClass().getName().toLowerCase(Locale.ROOT).contains(wanted))
			.findFirst()
			.or(() -> all.values().stream().findFirst())
			.orElseThrow(() -> new IllegalStateException("The application has no ChatModel that could be asked."));
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, @Nullable Object>> tools(@Nullable Object tools) {
		return (tools instanceof List<?> list) ? list.stream()
			.filter(Map.class::isInstance)
			.map((tool) -> (Map<String, @Nullable Object>) tool)
			.toList() : List.of();
	}

	private void ask(ChatModel model, Prompt prompt, List<Message> messages, String repeated,
			CompletableFuture<String> started) {
		GenAiContext.Scope scope = GenAiContext.empty().metadata("rerun.of", repeated).tag("rerun").open();
		try {
			Object asked = messages.get(messages.size() - 1).content();
			this.tracer.get().span("rerun").input((asked != null) ? asked : "").call((span) -> {
				started.complete(String.valueOf(span.traceId()));
				return text(model.call(prompt));
			});
		}
		catch (RuntimeException ex) {
			// The trace says so.
			logger.debug("A prompt that was run again has failed", WithoutText.of(ex));
			started.completeExceptionally(ex);
		}
		finally {
			scope.close();
		}
	}

	private static String text(@Nullable ChatResponse response) {
		String text = (response != null && response.getResult() != null) ? response.getResult().getOutput().getText()
				: null;
		return (text != null) ? text : "";
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

}
