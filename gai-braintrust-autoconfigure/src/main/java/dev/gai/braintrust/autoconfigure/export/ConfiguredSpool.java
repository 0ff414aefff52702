package dev.gai.braintrust.autoconfigure.export;

import java.nio.file.Path;

import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.autoconfigure.properties.SpoolProperties;
import dev.gai.braintrust.autoconfigure.properties.SpoolProperties.SpoolMode;
import dev.gai.braintrust.delivery.Destination;
import dev.gai.braintrust.delivery.spool.PlannedSpool;
import dev.gai.braintrust.delivery.spool.SpoolOwner;
import dev.gai.braintrust.delivery.spool.SpoolSettings;

import org.springframework.core.env.Environment;

/**
 * What the properties say of where spans wait, in the terms of the span log.
 *
 * @since 0.1.0
 */
public final class ConfiguredSpool {

	private ConfiguredSpool() {
	}

	/**
	 * How spans are kept. Where they are written on the thread that ends them, the log is
	 * open from the start, so that none of these threads waits for what earlier processes
	 * have left.
	 * @param properties the properties
	 * @param environment knows the name of the application
	 * @param destination where spans go
	 * @return the spool
	 */
	public static PlannedSpool of(BraintrustProperties properties, Environment environment, Destination destination) {
		SpoolProperties spool = properties.export().spool();
		return new PlannedSpool(spool.maxSize().toBytes(), spool.maxAge(),
				spool.enabled() && spool.mode() == SpoolMode.ASYNC,
				() -> new SpoolSettings(spool.enabled(), directory(properties, environment, destination),
						spool.maxSize().toBytes(), spool.maxAge(), spool.fsync(), spool.allowGroup(),
						spool.allowOthers(), SpoolOwner.of(destination, spool.adoptFrom())));
	}

	/**
	 * The folder that is set, or the one of this user, application and destination.
	 * @param properties the properties
	 * @param environment knows the name of the application
	 * @param destination where spans go
	 * @return a folder that may not exist yet
	 */
	public static Path directory(BraintrustProperties properties, Environment environment, Destination destination) {
		Path directory = properties.export().spool().directory();
		String application = environment.getProperty("spring.application.name", "application");
		return (directory != null) ? directory
				: SpoolSettings.defaultDirectory(application, destination, System.getProperty("user.name", "unknown"));
	}

}
