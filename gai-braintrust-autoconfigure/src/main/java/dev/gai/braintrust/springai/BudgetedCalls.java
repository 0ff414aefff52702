package dev.gai.braintrust.springai;

import java.util.function.Supplier;

import dev.gai.braintrust.cost.budget.BudgetExceededException;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.trace.GenAiSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.trace.record.SpanSpec;
import dev.gai.braintrust.trace.record.SpanType;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.observation.EmbeddingModelObservationContext;
import org.springframework.ai.image.ImageOptions;
import org.springframework.ai.image.observation.ImageModelObservationContext;
import org.springframework.ai.model.ModelOptions;
import org.springframework.ai.model.ModelRequest;
import org.springframework.ai.model.observation.ModelObservationContext;

/**
 * Refuses calls of models for which there is no budget. Spring AI asks whether a request
 * shall be observed right before it makes it, on the thread that makes it, when nothing
 * has been started yet that would have to be ended.
 *
 * @since 0.1.0
 */
public final class BudgetedCalls implements ObservationPredicate {

	private final Supplier<GenAiTracer> tracer;

	/**
	 * Creates a predicate.
	 * @param tracer knows whether a call may be made; asked for when the first one comes
	 */
	public BudgetedCalls(Supplier<GenAiTracer> tracer) {
		this.tracer = tracer;
	}

	/**
	 * Lets every observation be made.
	 * @throws BudgetExceededException if the call of a model must not be made
	 */
	@Override
	public boolean test(String name, Observation.Context context) {
		if (context instanceof ModelObservationContext<?, ?> request && isCall(request)) {
			check(request);
		}
		return true;
	}

	private static boolean isCall(ModelObservationContext<?, ?> context) {
		return context instanceof ChatModelObservationContext || context instanceof EmbeddingModelObservationContext
				|| context instanceof ImageModelObservationContext;
	}

	private void check(ModelObservationContext<?, ?> context) {
		try {
			SpanType type = (context instanceof EmbeddingModelObservationContext) ? SpanType.EMBEDDINGS : SpanType.LLM;
			SpanSpec spec = ContextReader.spec(type, "");
			this.tracer.get().starter().passGate(spec, (span) -> describe(context, span));
		}
		catch (BudgetExceededException ex) {
			throw ex;
		}
		catch (Throwable ex) {
			Guard.report("A call could not be checked", ex);
		}
	}

	private static void describe(ModelObservationContext<?, ?> context, GenAiSpan span) {
		span.provider(Providers.wellKnown(context.getOperationMetadata().provider())).model(model(context));
	}

	private static @Nullable String model(ModelObservationContext<?, ?> context) {
		if (context instanceof ChatModelObservationContext chat && chat.getRequest().getOptions() != null) {
			return chat.getRequest().getOptions().getModel();
		}
		ModelOptions options = (context.getRequest() instanceof ModelRequest<?> request) ? request.getOptions() : null;
		if (options instanceof EmbeddingOptions embedding) {
			return embedding.getModel();
		}
		return (options instanceof ImageOptions image) ? image.getModel() : null;
	}

}
