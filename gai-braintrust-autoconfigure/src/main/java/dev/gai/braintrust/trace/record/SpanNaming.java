package dev.gai.braintrust.trace.record;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What a span is called, which depends on what becomes known of it: a call of a model is
 * named by its model, unless it turns out to be a task around other calls.
 */
final class SpanNaming {

	private final SpanType type;

	private final String name;

	private final @Nullable String taskName;

	/** It is asked for again and again, and hardly ever becomes another one. */
	private volatile @Nullable Plain last;

	SpanNaming(SpanSpec spec) {
		this.type = spec.type();
		// Names often come from data, which does not know of nullness.
		this.name = Objects.requireNonNullElse(spec.name(), "");
		this.taskName = spec.taskName();
	}

	String name() {
		return this.name;
	}

	String spanName(String operation, @Nullable String model, boolean request) {
		if (!this.type.callsModel()) {
			return (this.type.operation() + " " + this.name).trim();
		}
		String plain = (model != null) ? plain(operation, model) : operation;
		if (request) {
			return plain;
		}
		return !this.name.isEmpty() ? this.name : Objects.requireNonNullElse(this.taskName, plain);
	}

	private String plain(String operation, String model) {
		Plain known = this.last;
		if (known == null || !known.operation.equals(operation) || !known.model.equals(model)) {
			known = new Plain(operation, model, operation + " " + model);
			this.last = known;
		}
		return known.name;
	}

	private record Plain(String operation, String model, String name) {
	}

}
