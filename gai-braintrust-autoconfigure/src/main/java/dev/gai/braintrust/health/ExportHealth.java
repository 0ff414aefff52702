package dev.gai.braintrust.health;

import java.util.Map;
import java.util.function.Supplier;

import dev.gai.braintrust.delivery.ExportStatus;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * How the export is doing, said once for everyone who shows it.
 * <p>
 * It never waits: everything it shows is a volatile field or a sum of counters in memory,
 * which the threads of the export write. It takes no lock, and touches neither disk nor
 * network, so it answers at once also while a request to Braintrust hangs.
 *
 * @since 0.1.0
 */
@Internal
public final class ExportHealth {

	private final ExportSituation situation;

	private final HealthSettings settings;

	private final ExportTrouble trouble;

	private final Supplier<@Nullable String> otherTrouble;

	/**
	 * Creates it.
	 * @param situation what is exported, or why nothing is
	 * @param settings when it shows trouble
	 */
	public ExportHealth(ExportSituation situation, HealthSettings settings) {
		this(situation, settings, () -> null);
	}

	/**
	 * Creates it.
	 * @param situation what is exported, or why nothing is
	 * @param settings when it shows trouble
	 * @param otherTrouble supplies what is wrong besides the export, a budget that is
	 * spent for example, {@code null} if nothing is; must not wait
	 */
	public ExportHealth(ExportSituation situation, HealthSettings settings, Supplier<@Nullable String> otherTrouble) {
		this.situation = situation;
		this.settings = settings;
		this.trouble = new ExportTrouble(settings);
		this.otherTrouble = otherTrouble;
	}

	/**
	 * How the export is doing now.
	 * @return the condition of this moment
	 */
	public Condition condition() {
		Supplier<ExportStatus> source = this.situation.status();
		ExportStatus status = (source != null) ? source.get() : null;
		Map<String, Object> details = (status != null) ? ExportDetails.of(status) : Map.of();
		String wrong = (status != null) ? this.trouble.reason(status) : null;
		String reason = (wrong != null) ? wrong : this.otherTrouble.get();
		if (reason != null) {
			return new Condition(this.settings.strict() ? "DOWN" : "DEGRADED", reason, details);
		}
		String obstacle = this.situation.obstacle().get();
		if (obstacle != null) {
			return new Condition("UNKNOWN", obstacle, details);
		}
		if (status == null || status.lastSuccess() == null) {
			return new Condition("UNKNOWN", orNothingSent(this.situation.reasonForNoSpans().get()), details);
		}
		return new Condition("UP", null, details);
	}

	private static String orNothingSent(@Nullable String reason) {
		return (reason != null) ? reason : "Nothing has been sent yet";
	}

	/**
	 * How the export is doing.
	 *
	 * @param status {@code UP}, {@code UNKNOWN}, {@code DEGRADED} or {@code DOWN}
	 * @param reason why it is not {@code UP}, else {@code null}
	 * @param details the figures, empty if nothing is exported
	 */
	public record Condition(String status, @Nullable String reason, Map<String, Object> details) {

	}

}
