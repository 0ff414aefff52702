package dev.gai.braintrust.replay;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.replay.exchange.ReplayProviders;
import dev.gai.braintrust.replay.exchange.TestRun;
import dev.gai.braintrust.test.recording.TraceRecorder;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * What stands before the providers of one application.
 */
final class Replay implements AutoCloseable {

	private final ReplayProviders providers = new ReplayProviders();

	private final Map<String, Object> properties = new LinkedHashMap<>();

	private final BeanFactory beans;

	private Replay(BeanFactory beans) {
		this.beans = beans;
	}

	static Replay start(List<ReplaySettings> settings, ConfigurableEnvironment environment, BeanFactory beans) {
		ReplayMode mode = ReplayMode.of(environment);
		Replay replay = new Replay(beans);
		try {
			settings.forEach((each) -> replay.add(each, mode, environment));
			return replay;
		}
		catch (RuntimeException ex) {
			replay.close();
			throw ex;
		}
	}

	private void add(ReplaySettings settings, ReplayMode mode, ConfigurableEnvironment environment) {
		URI target = settings.address(environment);
		String path = (target.getRawPath() != null) ? target.getRawPath() : "";
		String address = switch (mode) {
			case LIVE -> target.toString();
			case RECORD -> this.providers.record(settings.folder(), settings.ignore(), target) + path;
			case REPLAY -> this.providers.replay(settings.folder(), settings.ignore()) + path;
		};
		settings.properties().forEach((property) -> this.properties.put(property, address));
	}

	Map<String, Object> properties() {
		return this.properties;
	}

	ReplayProviders providers() {
		return this.providers;
	}

	TestRun begin(String test) {
		return this.providers.tests().begin(test, this.beans.getBeanProvider(TraceRecorder.class).getIfAvailable());
	}

	@Override
	public void close() {
		this.providers.close();
	}

}
