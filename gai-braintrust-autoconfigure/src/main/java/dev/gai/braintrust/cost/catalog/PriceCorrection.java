package dev.gai.braintrust.cost.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.cost.PriceUnit;
import dev.gai.braintrust.cost.Rate;
import org.jspecify.annotations.Nullable;

/**
 * What we know better than a file of prices about a model of a provider. It applies as
 * long as the file does not know the model, or says of it what is known to be wrong; as
 * soon as the file says something else, the file is right.
 *
 * @param provider the provider
 * @param id the model, for people to read
 * @param match which names of models are meant
 * @param start when what the file says began to be wrong, {@code null} if it always was
 * @param wrong what the file says, {@code null} if it does not know the model
 * @param model the right prices, {@code null} if there is no price
 * @param source address where the provider says so
 * @param reason why the file is wrong
 */
record PriceCorrection(String provider, String id, NameRule match, @Nullable Instant start,
		@Nullable List<DatedPrice> wrong, @Nullable PricedModel model, String source, String reason) {

	boolean concerns(ModelSearch.Match asked) {
		return asked.provider().id().equals(this.provider) && this.match.matches(asked.name());
	}

	boolean isNeeded(@Nullable PricedModel found) {
		return found == null || (this.wrong != null && areSame(this.wrong, found.prices()));
	}

	boolean holds(Instant at) {
		return this.start == null || !at.isBefore(this.start);
	}

	private static boolean areSame(List<DatedPrice> some, List<DatedPrice> others) {
		if (some.size() != others.size()) {
			return false;
		}
		for (int i = 0; i < some.size(); i++) {
			DatedPrice one = some.get(i);
			DatedPrice other = others.get(i);
			if (!one.when().equals(other.when()) || !areSame(one.price().rates(), other.price().rates())) {
				return false;
			}
		}
		return true;
	}

	private static boolean areSame(Map<PriceUnit, Rate> some, Map<PriceUnit, Rate> others) {
		return some.keySet().equals(others.keySet())
				&& some.entrySet().stream().allMatch((entry) -> entry.getValue().costsAs(others.get(entry.getKey())));
	}

}
