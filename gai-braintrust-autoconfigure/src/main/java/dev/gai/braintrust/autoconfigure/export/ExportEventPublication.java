package dev.gai.braintrust.autoconfigure.export;

import dev.gai.braintrust.delivery.ExportMonitor;
import dev.gai.braintrust.guard.EventRelay;
import dev.gai.braintrust.health.ExportEvents;
import dev.gai.braintrust.health.HealthSettings;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes the events of the export while the application runs. It is made at the start
 * also where beans are lazy, as nobody asks for it.
 *
 * @since 0.1.0
 */
public final class ExportEventPublication implements SmartInitializingSingleton, DisposableBean {

	private static final int MAX_WAITING = 256;

	private final ExportMonitor monitor;

	private final EventRelay relay;

	private final ExportEvents events;

	/**
	 * Creates it; nothing is published yet.
	 * @param monitor knows how the export is doing
	 * @param settings say when that is an outage
	 * @param publisher publishes the events
	 */
	public ExportEventPublication(ExportMonitor monitor, HealthSettings settings, ApplicationEventPublisher publisher) {
		this.monitor = monitor;
		this.relay = new EventRelay("gai-braintrust-events", publisher::publishEvent, MAX_WAITING);
		this.events = new ExportEvents(monitor::status, settings, this.relay::publish);
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.monitor.listen(this.events);
	}

	/**
	 * How many events were given up.
	 * @return the number
	 */
	public long dropped() {
		return this.relay.dropped();
	}

	@Override
	public void destroy() {
		this.relay.close();
	}

}
