package dev.gai.braintrust.langchain4j;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import dev.gai.braintrust.completion.Scopes;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Traces the calls of an embedding model.
 */
final class EmbeddingModelInterceptor implements MethodInterceptor {

	private static final Set<String> METHODS = Set.of("embed", "embedAll");

	private final Supplier<@Nullable GenAiTracer> tracer;

	EmbeddingModelInterceptor(Supplier<@Nullable GenAiTracer> tracer) {
		this.tracer = tracer;
	}

	@Override
	@SuppressWarnings("NullAway") // a null result of the method passes through
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		GenAiTracer available = this.tracer.get();
		boolean traced = METHODS.contains(invocation.getMethod().getName()) && invocation.getArguments().length == 1;
		if (available == null || !traced || !(invocation.getThis() instanceof EmbeddingModel model)) {
			return invocation.proceed();
		}
		ActiveSpan span = LangChain4jSpans.embeddings(available, model, () -> texts(invocation.getArguments()[0]));
		Object response;
		try {
			response = Scopes.inside(span.observation(), () -> TracedAlready.run(invocation::proceed));
		}
		catch (Throwable ex) {
			span.failed(ex);
			throw ex;
		}
		span.completed(response);
		return response;
	}

	private static @Nullable List<String> texts(@Nullable Object input) {
		if (input instanceof String text) {
			return List.of(text);
		}
		if (input instanceof TextSegment segment) {
			return List.of(segment.text());
		}
		if (input instanceof EmbeddingRequest request) {
			return request.inputs().stream().map(EmbeddingInput::text).toList();
		}
		return (input instanceof List<?> segments) ? segments.stream()
			.filter(TextSegment.class::isInstance)
			.map(TextSegment.class::cast)
			.map(TextSegment::text)
			.toList() : null;
	}

}
