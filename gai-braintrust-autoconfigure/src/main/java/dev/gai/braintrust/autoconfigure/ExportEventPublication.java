package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.delivery.ExportMonitor;
import dev.gai.braintrust.health.EventThread;
import dev.gai.braintrust.health.ExportEvents;
import dev.gai.braintrust.health.HealthSettings;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes the events of the export while the application runs. It is made at the start
 * also where beans are lazy, as nobody asks for it.
 */
final class ExportEventPublication implements SmartInitializingSingleton, DisposableBean {

	private final ExportMonitor monitor;

	private final EventThread thread;

	private final ExportEvents events;

	ExportEventPublication(ExportMonitor monitor, HealthSettings settings, ApplicationEventPublisher publisher) {
		this.monitor = monitor;
		this.thread = new EventThread(publisher::publishEvent);
		this.events = new ExportEvents(monitor::status, settings, this.thread);
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.monitor.listen(this.events);
	}

	@Override
	public void destroy() {
		this.thread.close();
	}

}
