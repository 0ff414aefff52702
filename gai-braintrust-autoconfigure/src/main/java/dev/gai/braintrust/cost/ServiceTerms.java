package dev.gai.braintrust.cost;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.gai.braintrust.promise.PublicApi;
import dev.gai.braintrust.usage.Billing;
import org.jspecify.annotations.Nullable;

/**
 * On which terms a provider served a call, as far as they change its price. {@code null}
 * stands for what every provider does unless it is asked for something else. Immutable.
 *
 * @param tier tier of the service: {@code flex}, {@code priority} or {@code batch}, for
 * example
 * @param speed speed of the inference: {@code fast}, for example
 * @param region where the inference ran, if that was asked for: {@code us}, for example
 * @since 0.1.0
 */
@PublicApi
public record ServiceTerms(@Nullable String tier, @Nullable String speed, @Nullable String region) {

	/** The usual terms. */
	public static final ServiceTerms USUAL = new ServiceTerms(null, null, null);

	private static final Set<String> USUAL_TIERS = Set.of("standard", "default", "auto", "on_demand", "standard_only",
			"unspecified", "service_tier_unspecified", "traffic_type_unspecified");

	private static final Set<String> ANYWHERE = Set.of("global", "not_available");

	/** Vertex AI puts it before the tier of what is not paid for in advance. */
	private static final String ON_DEMAND = "on_demand_";

	/**
	 * Creates terms. Names are taken as providers write them; those of the usual terms
	 * become {@code null}.
	 * @param tier tier of the service
	 * @param speed speed of the inference
	 * @param region where the inference ran
	 */
	public ServiceTerms {
		tier = unless(USUAL_TIERS, tier);
		if (tier != null && tier.startsWith(ON_DEMAND)) {
			tier = tier.substring(ON_DEMAND.length());
		}
		speed = unless(USUAL_TIERS, speed);
		region = unless(ANYWHERE, region);
	}

	/**
	 * The terms of a call. What the answer says decides; the tier that was asked for
	 * counts where the answer is silent.
	 * @param billing what the answer says
	 * @param requestedTier the tier that was asked for, {@code null} if none was
	 * @return the terms
	 */
	public static ServiceTerms of(Billing billing, @Nullable String requestedTier) {
		String tier = (billing.serviceTier() != null) ? billing.serviceTier() : requestedTier;
		if (tier == null && billing.speed() == null && billing.inferenceGeo() == null) {
			return USUAL;
		}
		return new ServiceTerms(tier, billing.speed(), billing.inferenceGeo());
	}

	/**
	 * Whether these are the usual terms.
	 * @return whether nothing about them changes a price
	 */
	public boolean areUsual() {
		return this.tier == null && this.speed == null && this.region == null;
	}

	/** In words, for a log. */
	String describe() {
		return Stream.of(this.tier, this.speed, this.region)
			.filter(Objects::nonNull)
			.collect(Collectors.joining(", ", "terms ", ""));
	}

	private static @Nullable String unless(Set<String> usual, @Nullable String name) {
		if (name == null || name.isBlank()) {
			return null;
		}
		String normal = name.strip().toLowerCase(Locale.ROOT).replace('-', '_');
		return usual.contains(normal) ? null : normal;
	}

}
