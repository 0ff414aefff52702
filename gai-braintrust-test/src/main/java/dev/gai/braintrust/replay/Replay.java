package dev.gai.braintrust.replay;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.gai.braintrust.test.recording.TraceRecorder;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * What stands before the providers of one application.
 */
final class Replay implements AutoCloseable {

	private final ReplayProviders providers = new ReplayProviders();

	private final Map<String, Supplier<String>> addresses = new LinkedHashMap<>();

	private final BeanFactory beans;

	private Replay(BeanFactory beans) {
		this.beans = beans;
	}

	/**
	 * Starts what stands before the providers.
	 * @param settings the providers
	 * @param environment the application's properties
	 * @param beans the application's beans
	 * @return what stands before the providers
	 */
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
		Supplier<URI> target = new ReplayTarget(settings.target(), environment);
		Supplier<String> address = switch (mode) {
			case LIVE -> () -> target.get().toString();
			case RECORD -> below(this.providers.record(settings.folder(), settings.ignore(), target), target);
			case REPLAY -> below(this.providers.replay(settings.folder(), settings.ignore()), target);
		};
		settings.properties().forEach((property) -> this.addresses.put(property, address));
	}

	private static Supplier<String> below(String server, Supplier<URI> target) {
		return () -> server + ((target.get().getRawPath() != null) ? target.get().getRawPath() : "");
	}

	/**
	 * Puts the addresses above all other properties.
	 * @param environment the application's properties
	 */
	void addTo(ConfigurableEnvironment environment) {
		environment.getPropertySources().remove(AddressPropertySource.NAME);
		environment.getPropertySources().addFirst(new AddressPropertySource(this.addresses));
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
