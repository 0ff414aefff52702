package dev.gai.braintrust.endpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import dev.gai.braintrust.export.VerificationResult;
import dev.gai.braintrust.health.ExportHealth;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@link Endpoint @Endpoint} that shows how the export to Braintrust is doing and with
 * which settings, and sends a span on demand to see whether it arrives. It holds no
 * secret.
 *
 * @since 0.1.0
 */
@Endpoint(id = "braintrust")
public final class BraintrustEndpoint {

	private final ExportHealth health;

	private final Map<String, Object> settings;

	private final List<EndpointSection> sections;

	private final LongSupplier droppedEvents;

	private final Supplier<VerificationResult> verification;

	/**
	 * Creates an endpoint.
	 * @param health how the export is doing
	 * @param settings settings to show, by name; copied
	 * @param sections what else is shown; copied
	 * @param droppedEvents counts events of the export that no listener was told of
	 * @param verification sends a span and waits for the service's answer
	 */
	public BraintrustEndpoint(ExportHealth health, Map<String, Object> settings, List<EndpointSection> sections,
			LongSupplier droppedEvents, Supplier<VerificationResult> verification) {
		this.health = health;
		this.settings = new LinkedHashMap<>(settings);
		this.sections = List.copyOf(sections);
		this.droppedEvents = droppedEvents;
		this.verification = verification;
	}

	/**
	 * What health says of Braintrust, with settings. Never waits.
	 * @return status, reason and figures as on {@code /actuator/health}, then the
	 * settings
	 */
	@ReadOperation
	public Map<String, Object> status() {
		ExportHealth.Condition condition = this.health.condition();
		Map<String, Object> shown = new LinkedHashMap<>();
		shown.put("status", condition.status());
		if (condition.reason() != null) {
			shown.put("reason", condition.reason());
		}
		shown.putAll(condition.details());
		shown.put("droppedEvents", this.droppedEvents.getAsLong());
		shown.putAll(this.settings);
		this.sections.forEach((section) -> shown.put(section.name(), section.content().get()));
		return shown;
	}

	/**
	 * Sends a span now, past sampling and everything that may be waiting, and waits for
	 * the service's answer, as long as {@code gai.braintrust.export.timeout} allows.
	 * @return what became of the span
	 */
	@WriteOperation
	public VerificationResult verify() {
		return this.verification.get();
	}

}
