package dev.gai.braintrust.trace.record;

import java.lang.ref.Reference;
import java.math.BigDecimal;

import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What a call of a model that has ended tells those above it, so that they can be told
 * apart from it.
 *
 * @param type whether it is a chat or makes embeddings
 * @param request whether it was a request itself; if not, only its error counts
 * @param id id of its answer
 * @param usage what it used
 * @param cost what it cost
 * @param error what went wrong
 * @param cancelled whether nobody waited for its answer
 * @param result what it returned
 */
record CallBelow(SpanType type, boolean request, @Nullable String id, @Nullable Usage usage, @Nullable BigDecimal cost,
		@Nullable Throwable error, boolean cancelled, @Nullable Reference<Object> result) {

	static CallBelow of(SpanRecord record) {
		SpanResponse response = record.response();
		boolean request = record.billable() && !response.refused();
		return new CallBelow(record.declaredType(), request, response.id(), response.usage(), response.cost(),
				record.error(), record.failure().cancelled(), response.result());
	}

	boolean succeeded() {
		return this.request && this.error == null && !this.cancelled;
	}

}
