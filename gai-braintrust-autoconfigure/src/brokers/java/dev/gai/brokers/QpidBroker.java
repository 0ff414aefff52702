package dev.gai.brokers;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.Port;
import org.apache.qpid.server.model.SystemConfig;

/**
 * A broker that speaks RabbitMQ's protocol, AMQP 0-9-1, and keeps all in memory.
 */
final class QpidBroker implements AutoCloseable {

	private static final String CONFIGURATION = """
			{"name":"broker","modelVersion":"9.0",
			 "authenticationproviders":[{"name":"users","type":"Plain","secureOnlyMechanisms":[],
			  "users":[{"name":"guest","password":"guest","type":"managed"}]}],
			 "ports":[{"name":"amqp","port":0,"bindingAddress":"127.0.0.1","authenticationProvider":"users",
			  "protocols":["AMQP_0_9_1"],"virtualhostaliases":[{"name":"default","type":"defaultAlias"}]}],
			 "virtualhostnodes":[{"name":"default","type":"Memory","defaultVirtualHostNode":true,
			  "virtualHostInitialConfiguration":"{\\"type\\":\\"Memory\\"}"}]}
			""";

	private final AtomicInteger port = new AtomicInteger();

	private final Path configuration;

	private final SystemLauncher launcher;

	QpidBroker() throws Exception {
		this.configuration = Files.createTempFile("broker", ".json");
		Files.writeString(this.configuration, CONFIGURATION);
		this.launcher = new SystemLauncher(new SystemLauncherListener.DefaultSystemLauncherListener() {

			private SystemConfig<?> system;

			@Override
			public void onContainerResolve(SystemConfig<?> system) {
				this.system = system;
			}

			@Override
			public void afterStartup() {
				Broker<?> broker = this.system.getContainer(Broker.class);
				QpidBroker.this.port.set(broker.getChildren(Port.class).iterator().next().getBoundPort());
			}
		});
		URL url = this.configuration.toUri().toURL();
		this.launcher.startup(new HashMap<>(Map.of("type", "Memory", "initialConfigurationLocation",
				url.toExternalForm(), "startupLoggedToSystemOut", false)));
	}

	int port() {
		return this.port.get();
	}

	@Override
	public void close() throws IOException {
		this.launcher.shutdown();
		Files.delete(this.configuration);
	}

}
