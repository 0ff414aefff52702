package dev.gai.braintrust.cost;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.usage.Billing;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/** Judges the usage, looks the price up, applies the one to the other. */
final class CatalogCostCalculator implements CostCalculator {

	private final PriceCatalog catalog;

	CatalogCostCalculator(PriceCatalog catalog) {
		this.catalog = Objects.requireNonNull(catalog, "catalog");
	}

	@Override
	public Optional<Cost> cost(@Nullable String provider, String model, Usage usage, Instant at) {
		return explain(provider, model, usage, at).toOptional();
	}

	@Override
	public CostAnswer explain(@Nullable String provider, String model, Usage usage, Instant at) {
		// The figures are taken as they are: no answer was read that leaves some out.
		return explain(new BilledCall(provider, model, null, usage, Billing.UNKNOWN, null, at), (price) -> usage);
	}

	@Override
	public CostAnswer explain(BilledCall call) {
		return explain(call, (price) -> PricedUsage.of(call.usage(), call.billing(), price));
	}

	private CostAnswer explain(BilledCall call, Function<ModelPrice, Usage> charged) {
		try {
			CostAnswer refused = UsageJudge.refusal(call.usage());
			return (refused != null) ? refused : priced(call, charged);
		}
		catch (Throwable ex) {
			// A catalog of the application may throw whatever it likes: the call that is
			// priced must not notice.
			Guard.rethrowFatal(ex);
			String said = Guard.get("The failure of a price catalog cannot be told:", ex, ex::toString);
			return CostAnswer.none(CostUnavailable.FAILED,
					"looking up the price failed: " + ((said != null) ? said : ex.getClass().getName()));
		}
	}

	private CostAnswer priced(BilledCall call, Function<ModelPrice, Usage> charged) {
		String model = pricedModel(call);
		if (model == null) {
			return CostAnswer.none(CostUnavailable.UNKNOWN_MODEL,
					(call.model() == null) ? "no model is known" : "no price of model " + call.model() + at(call));
		}
		ServiceTerms terms = call.terms();
		ModelPrice price = this.catalog.price(call.provider(), model, terms, call.at()).orElse(null);
		if (price == null || exceedsTerms(call, model, terms, price)) {
			return CostAnswer.none(CostUnavailable.SERVICE_TIER, "no price of model " + model + at(call) + " for "
					+ terms.describe() + ((price != null) ? " with so much input" : ""));
		}
		return CostFormula.apply(price, charged.apply(price));
	}

	/**
	 * The model that answered has a price, or is a snapshot of the one that was asked for
	 * and has none of its own. Another model that answered costs something else than the
	 * one that was asked for. A variant that the answer does not name was asked for
	 * nevertheless, and so was the place where it runs.
	 */
	private @Nullable String pricedModel(BilledCall call) {
		String responded = call.respondedModel();
		String requested = call.requestedModel();
		if (ModelSnapshot.isVariant(requested, responded)) {
			return (requested != null && isKnown(call, requested)) ? requested : null;
		}
		if (requested != null && ModelSnapshot.isPlaceOf(requested, responded) && isKnown(call, requested)) {
			return requested;
		}
		if (responded != null && isKnown(call, responded)) {
			return responded;
		}
		boolean same = responded == null || ModelSnapshot.isSnapshot(responded, requested);
		return (same && requested != null && isKnown(call, requested)) ? requested : null;
	}

	private boolean isKnown(BilledCall call, String model) {
		return this.catalog.price(call.provider(), model, call.at()).isPresent()
				|| this.catalog.price(call.provider(), model, call.terms(), call.at()).isPresent();
	}

	/** Large requests have a price of their own, which is not known for all terms. */
	private boolean exceedsTerms(BilledCall call, String model, ServiceTerms terms, ModelPrice price) {
		Long input = call.usage().input();
		if (terms.areUsual() || input == null || price.source().equals(Cost.OVERRIDE)) {
			return false;
		}
		Rate agreed = price.rate(PriceUnit.INPUT);
		Rate usual = this.catalog.price(call.provider(), model, call.at())
			.map((known) -> known.rate(PriceUnit.INPUT))
			.orElse(null);
		return agreed != null && usual != null && agreed.tiers().isEmpty() && !usual.tiers().isEmpty()
				&& input > usual.tiers().get(0).start();
	}

	private static String at(BilledCall call) {
		return (call.provider() != null) ? " at provider " + call.provider() : "";
	}

}
