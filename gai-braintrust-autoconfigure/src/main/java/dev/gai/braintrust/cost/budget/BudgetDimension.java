package dev.gai.braintrust.cost.budget;

import java.util.Objects;
import java.util.function.Function;

import dev.gai.braintrust.usage.CallLabels;
import org.jspecify.annotations.Nullable;

/** One property of a call whose values have a limit of their own each. */
record BudgetDimension(String name, Function<CallLabels, @Nullable Object> value) {

	private static final String METADATA = "metadata.";

	private static final int MAX_LENGTH = 200;

	static BudgetDimension of(String name) {
		String plain = name.strip();
		return switch (plain) {
			case "provider" -> new BudgetDimension(plain, CallLabels::provider);
			case "model" -> new BudgetDimension(plain, CallLabels::model);
			case "cost-center" -> new BudgetDimension(plain, CallLabels::costCenter);
			default -> metadata(plain);
		};
	}

	private static BudgetDimension metadata(String name) {
		if (!name.startsWith(METADATA) || name.length() == METADATA.length()) {
			throw new IllegalArgumentException(
					"a budget is by provider, model, cost-center or metadata.<key>, not by " + name);
		}
		String key = name.substring(METADATA.length());
		return new BudgetDimension(name, (labels) -> labels.metadata().get(key));
	}

	String of(CallLabels labels) {
		String text = Objects.toString(this.value.apply(labels), "none");
		return (text.length() > MAX_LENGTH) ? text.substring(0, MAX_LENGTH) : text;
	}

}
