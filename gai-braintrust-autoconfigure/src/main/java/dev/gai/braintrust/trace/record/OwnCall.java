package dev.gai.braintrust.trace.record;

import java.util.List;

import dev.gai.braintrust.error.CauseChain;
import dev.gai.braintrust.error.Denials;
import dev.gai.braintrust.error.ErrorClassification;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a call of a model that has other calls below it is a request itself, or
 * only hands on what one of them brought. What its result says decides: the id of the
 * answer, or else the figures, or else that the very same object came from below. A
 * result that says nothing, as a plain text, is that of a call below, if there is one
 * that could have brought it. An error decides in the same way.
 */
final class OwnCall {

	private final SpanRecord record;

	private final SpanResponse response;

	private final SpanType type;

	private final List<CallBelow> below;

	OwnCall(SpanRecord record) {
		this.record = record;
		this.response = record.response();
		this.type = record.declaredType();
		this.below = record.below().calls();
	}

	/**
	 * Decides by what is known so far.
	 * @return whether the call is a request itself
	 */
	boolean isRequest() {
		if (this.response.refused()) {
			return true;
		}
		Usage usage = this.response.usage();
		if (usage != null && (tokens(usage.input()) > 0 || tokens(usage.output()) > 0)) {
			return !isHandedOn() && !new FiguresBelow(this.below, this.type).contain(usage, this.response.id());
		}
		if (this.response.cost() != null && this.record.error() == null) {
			return !new FiguresBelow(this.below, this.type).contain(this.response.cost());
		}
		if (this.record.error() != null) {
			return isOwnFailure(this.record.error());
		}
		String id = this.response.id();
		if (id != null && !isHandedOn()) {
			return this.below.stream().noneMatch((call) -> call.id() == null && isSource(call));
		}
		return id == null && this.below.stream().noneMatch(this::isOfSameKind);
	}

	private static long tokens(@Nullable Long count) {
		return (count != null) ? count : 0;
	}

	private boolean isHandedOn() {
		String id = this.response.id();
		Object read = this.response.readFrom();
		return this.below.stream()
			.anyMatch((call) -> (id != null && id.equals(call.id()))
					|| (read != null && call.result() != null && call.result().refersTo(read)));
	}

	private boolean isSource(CallBelow call) {
		return isOfSameKind(call) && call.succeeded();
	}

	private boolean isOfSameKind(CallBelow call) {
		return call.type() == this.type;
	}

	/**
	 * An error is one of the provider's, of a request that failed, unless it came from
	 * below. What cannot be put down to a provider is the application's own.
	 */
	private boolean isOwnFailure(Throwable error) {
		ErrorClassification meaning = this.record.errorClassification();
		boolean ofProvider = meaning != null && switch (meaning.category()) {
			case INTERNAL, TOOL_FAILED, CANCELLED -> false;
			case INVALID_REQUEST, UNAUTHORIZED, FORBIDDEN, NOT_FOUND, CONTEXT_LENGTH_EXCEEDED, UNSUPPORTED,
					RATE_LIMITED, OVERLOADED, QUOTA_EXCEEDED, SAFETY_BLOCKED, TIMEOUT, NETWORK, PROVIDER_UNAVAILABLE ->
				true;
		};
		return ofProvider && !Denials.areOfGuards(error) && this.record.below().complete()
				&& this.below.stream().noneMatch((call) -> call.cancelled() || isFailureOf(call, error));
	}

	private static boolean isFailureOf(CallBelow call, Throwable error) {
		return call.error() != null && CauseChain.share(error, call.error());
	}

}
