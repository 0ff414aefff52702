package dev.gai.braintrust.test.springai;

import java.util.Set;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.observation.AdvisorObservationContext;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.chat.observation.ChatModelObservationDocumentation;
import org.springframework.ai.chat.observation.DefaultChatModelObservationConvention;

/**
 * Observes, once it is over, what a chat client asked a model that does not observe its
 * calls: a mock or a script. The models of Spring AI do so themselves. It has to be told
 * of ends before those who make spans.
 */
final class StandInModels implements ObservationHandler<Observation.Context> {

	/** Spring AI's advisors that call the model, with whatever it answers. */
	private static final Set<String> CALLERS = Set.of("call", "stream");

	private static final String SEEN = StandInModels.class.getName();

	private final ObservationRegistry registry;

	private final Supplier<@Nullable Tracer> tracer;

	private final String provider;

	StandInModels(ObservationRegistry registry, Supplier<@Nullable Tracer> tracer, String provider) {
		this.registry = registry;
		this.tracer = tracer;
		this.provider = provider;
	}

	@Override
	public void onStart(Observation.Context context) {
		if (!(context instanceof ChatModelObservationContext)) {
			return;
		}
		for (ObservationView above = context.getParentObservation(); above != null; above = above.getContextView()
			.getParentObservation()) {
			if (above.getContextView() instanceof AdvisorObservationContext caller && isCaller(caller)) {
				caller.put(SEEN, true);
				return;
			}
		}
	}

	@Override
	public void onStop(Observation.Context context) {
		if (context instanceof AdvisorObservationContext caller && isCaller(caller) && !caller.containsKey(SEEN)) {
			Tracer tracer = this.tracer.get();
			TracingContext tracing = caller.get(TracingContext.class);
			if (tracer != null && tracing != null) {
				Tracer.SpanInScope scope = tracer.withSpan(tracing.getSpan());
				try (scope) {
					observe(caller);
				}
			}
		}
	}

	private static boolean isCaller(AdvisorObservationContext context) {
		return CALLERS.contains(context.getAdvisorName());
	}

	private void observe(AdvisorObservationContext caller) {
		ChatModelObservationContext context = ChatModelObservationContext.builder()
			.prompt(caller.getChatClientRequest().prompt())
			.provider(this.provider)
			.streaming(caller.getAdvisorName().equals("stream"))
			.build();
		context.setParentObservation(() -> caller);
		Observation call = ChatModelObservationDocumentation.CHAT_MODEL_OPERATION
			.observation(null, new DefaultChatModelObservationConvention(), () -> context, this.registry)
			.start();
		ChatClientResponse response = caller.getChatClientResponse();
		if (response != null && response.chatResponse() != null) {
			context.setResponse(response.chatResponse());
		}
		Throwable error = caller.getError();
		if (error != null) {
			call.error(error);
		}
		call.stop();
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof AdvisorObservationContext || context instanceof ChatModelObservationContext;
	}

}
