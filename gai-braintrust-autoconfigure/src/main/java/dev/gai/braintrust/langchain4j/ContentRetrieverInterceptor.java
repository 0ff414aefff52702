package dev.gai.braintrust.langchain4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.gai.braintrust.completion.Scopes;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.trace.record.SpanType;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.query.Query;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Traces the searches of a content retriever.
 */
final class ContentRetrieverInterceptor implements MethodInterceptor {

	private final Supplier<@Nullable GenAiTracer> tracer;

	private final String name;

	ContentRetrieverInterceptor(Supplier<@Nullable GenAiTracer> tracer, String name) {
		this.tracer = tracer;
		this.name = name;
	}

	@Override
	@SuppressWarnings("NullAway") // a null result of the method passes through
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		GenAiTracer available = this.tracer.get();
		boolean traced = invocation.getMethod().getName().equals("retrieve") && invocation.getArguments().length == 1;
		if (available == null || !traced || !(invocation.getArguments()[0] instanceof Query query)) {
			return invocation.proceed();
		}
		ActiveSpan span = LangChain4jSpans.start(available, SpanType.RETRIEVAL, this.name,
				(prepared) -> prepared.input(query.text()));
		Object found;
		try {
			found = Scopes.inside(span.observation(), invocation::proceed);
		}
		catch (Throwable ex) {
			span.failed(ex);
			throw ex;
		}
		span.completed((found instanceof List<?> contents) ? shapes(contents) : null);
		return found;
	}

	private static List<Map<String, Object>> shapes(List<?> contents) {
		return contents.stream().filter(Content.class::isInstance).map((content) -> shape((Content) content)).toList();
	}

	private static Map<String, Object> shape(Content content) {
		Map<String, Object> shape = new LinkedHashMap<>();
		Object score = content.metadata().get(ContentMetadata.SCORE);
		if (score != null) {
			shape.put("score", score);
		}
		shape.put("content", content.textSegment().text());
		shape.put("metadata", content.textSegment().metadata().toMap());
		return shape;
	}

}
