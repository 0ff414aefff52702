package dev.gai.braintrust.springai;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.guardrail.GuardrailRefusedException;
import dev.gai.braintrust.springai.bean.AdvisorNames;
import dev.gai.braintrust.trace.ForeignSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import org.springframework.ai.chat.client.advisor.observation.AdvisorObservationContext;
import org.springframework.ai.chat.client.observation.ChatClientObservationContext;

/**
 * Makes spans of what guardrails and memories do. An advisor runs around all that comes
 * after it, so its observation would be a span around the model; what it did itself is
 * seen from when the next advisor begins and ends. In a stream, the call of the chat
 * client is told to be over before its advisors are.
 */
final class AdvisorRuns {

	private final AdvisorNames names;

	private final Supplier<GenAiTracer> tracer;

	AdvisorRuns(AdvisorNames names, Supplier<GenAiTracer> tracer) {
		this.names = names;
		this.tracer = tracer;
	}

	void began(AdvisorObservationContext context) {
		AdvisorRun above = ObservationsAbove.value(context, AdvisorRun.class);
		if (above != null) {
			above.passedOnTo(context);
		}
		AdvisorRun run = new AdvisorRun(context);
		context.put(AdvisorRun.class, run);
		ChatClientObservationContext client = ObservationsAbove.context(context, ChatClientObservationContext.class);
		if (client != null && isShown(context.getAdvisorName())) {
			client.computeIfAbsent(Open.class, (key) -> new Open()).runs().add(run);
		}
	}

	void ended(AdvisorObservationContext context) {
		AdvisorRun above = ObservationsAbove.value(context, AdvisorRun.class);
		if (above != null) {
			above.returned();
		}
		AdvisorRun run = context.get(AdvisorRun.class);
		if (run != null && isShown(context.getAdvisorName())) {
			tell(run);
		}
	}

	/**
	 * Tells what the advisors of a call did, since the call is over.
	 * @param client the call
	 */
	void ended(ChatClientObservationContext client) {
		Open open = client.get(Open.class);
		if (open != null) {
			open.runs().forEach((run) -> Guard.run("An advisor is not recorded", () -> tell(run)));
		}
	}

	private boolean isShown(String advisor) {
		return this.names.guardrail(advisor) != null || this.names.isMemory(advisor);
	}

	private void tell(AdvisorRun run) {
		if (!run.tell()) {
			return;
		}
		ChatClientObservationContext client = ObservationsAbove.context(run.context(),
				ChatClientObservationContext.class);
		Open open = (client != null) ? client.get(Open.class) : null;
		if (open != null) {
			open.runs().remove(run);
		}
		AdvisorNames.KnownGuardrail guardrail = this.names.guardrail(run.context().getAdvisorName());
		if (guardrail == null) {
			MemorySpan.of(run, this.tracer.get().starter());
		}
		else if (new GuardrailRun(guardrail, run).tell(this.tracer.get().starter()) && client != null) {
			ForeignSpan span = client.get(ForeignSpan.class);
			if (span != null) {
				span.span().error(new GuardrailRefusedException(guardrail.name()));
			}
		}
	}

	/**
	 * The runs of a call that were not told yet.
	 *
	 * @param runs the runs
	 */
	private record Open(Queue<AdvisorRun> runs) {

		Open() {
			this(new ConcurrentLinkedQueue<>());
		}

	}

}
