package dev.gai.braintrust.trace;

import dev.gai.braintrust.trace.record.SpanRecord;
import dev.gai.braintrust.trace.record.SpanType;
import org.jspecify.annotations.Nullable;

/**
 * What a span shares with the work around it, and hands on to what starts below it.
 * Immutable.
 *
 * @param context what all spans share
 * @param calls what calls of models share: the context, and what the agents above say
 * @param conversation the conversation of the nearest agent that names one
 */
record SharedWork(GenAiContext context, GenAiContext calls, @Nullable String conversation) {

	static final SharedWork NONE = of(GenAiContext.EMPTY);

	static SharedWork of(GenAiContext context) {
		return new SharedWork(context, context, null);
	}

	/**
	 * What is shared where another context is open inside. What was open around an agent
	 * already does not override what the agent says.
	 * @param open the context
	 * @return both
	 */
	SharedWork within(GenAiContext open) {
		if (open.isEmpty()) {
			return this;
		}
		GenAiContext both = this.context.and(open);
		GenAiContext forCalls = (this.calls == this.context) ? both : this.calls.and(open.unlessIn(this.context));
		return new SharedWork(both, forCalls, this.conversation);
	}

	/**
	 * What is shared below a span.
	 * @param record the span
	 * @return the same, with what it says by now if it is an agent; of another one what
	 * it says otherwise than the agent above
	 */
	SharedWork below(SpanRecord record) {
		boolean agent = record.declaredType() == SpanType.AGENT;
		if (!agent && this.calls == this.context) {
			return this;
		}
		GenAiContext said = GenAiContext.of(record.labels()).unlessIn(this.context);
		String own = agent ? record.request().conversationId() : null;
		GenAiContext more = agent ? said : said.onKeysOf(this.calls);
		if (more.isEmpty() && own == null) {
			return this;
		}
		return new SharedWork(this.context, this.calls.and(more), (own != null) ? own : this.conversation);
	}

	/**
	 * What a span of a type has on its own row.
	 * @param type the type
	 * @return the context
	 */
	GenAiContext on(SpanType type) {
		return type.callsModel() ? this.calls : this.context;
	}

}
