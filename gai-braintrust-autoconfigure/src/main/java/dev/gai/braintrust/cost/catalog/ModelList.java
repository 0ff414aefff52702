package dev.gai.braintrust.cost.catalog;

import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** The models of a provider, read when somebody first asks for them. */
final class ModelList {

	private final Supplier<List<PricedModel>> reader;

	private volatile @Nullable List<PricedModel> models;

	ModelList(Supplier<List<PricedModel>> reader) {
		this.reader = reader;
	}

	ModelList(List<PricedModel> models) {
		this.reader = () -> models;
		this.models = models;
	}

	List<PricedModel> get() {
		List<PricedModel> read = this.models;
		if (read == null) {
			// Two threads may both read: the result is the same, and nobody waits.
			read = this.reader.get();
			this.models = read;
		}
		return read;
	}

}
