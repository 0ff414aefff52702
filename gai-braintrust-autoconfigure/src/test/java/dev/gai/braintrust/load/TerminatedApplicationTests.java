package dev.gai.braintrust.load;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

import dev.gai.braintrust.delivery.DeliverySettings;
import dev.gai.braintrust.delivery.Destination;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.ExportOutcomes;
import dev.gai.braintrust.delivery.SpanLog;
import dev.gai.braintrust.delivery.SpanSender;
import dev.gai.braintrust.delivery.spool.SpanLogs;
import dev.gai.braintrust.delivery.spool.SpoolOwner;
import dev.gai.braintrust.delivery.spool.SpoolSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A real process that is asked to end while spans wait. How fast it does is shown by
 * {@link ShutdownLoad}.
 */
@Timeout(180)
@DisabledOnOs(OS.WINDOWS)
@Tag("application")
class TerminatedApplicationTests {

	private static final int SPANS = 1_500;

	@TempDir
	private Path folder;

	@ParameterizedTest
	@EnumSource
	void endsInTimeAndLosesNothing(Backend behaviour) throws Exception {
		try (LoadBackend backend = new LoadBackend()) {
			try (LoadProcess process = LoadProcess.start(this.folder, backend.url(), "-XX:TieredStopAtLevel=1",
					"-XX:+UseSerialGC", "--spring.main.web-application-type=none",
					"--gai.braintrust.export.shutdown-timeout=" + behaviour.shutdownTimeout,
					"--gai.braintrust.export.timeout=2m", "--gai.braintrust.export.schedule-delay=1h",
					"--gai.braintrust.export.max-batch-size=2000")) {
				backend.fault = behaviour.fault;
				process.ask("phase all");
				process.produce(0, SPANS, 100_000, 500);
				process.awaitProduced(Duration.ofSeconds(60));

				long took = process.terminate();

				assertThat(process.isAlive()).isFalse();
				assertThat(took).as("neither the deadline of a request nor the delay").isLessThan(30_000);
				await().until(() -> process.hasLogged(" kept for the next start, 0 dropped before"));
			}
			assertThat(backend.unique() > 0).isEqualTo(behaviour == Backend.ANSWERS);

			backend.fault = LoadBackend.Fault.NONE;
			deliverTheRest(backend);

			assertThat(backend.missing(SPANS)).isZero();
		}
	}

	private void deliverTheRest(LoadBackend backend) {
		ExportCounters counters = new ExportCounters();
		DeliverySettings settings = new DeliverySettings(Duration.ofMillis(10), 512, 8_000_000, Duration.ofSeconds(30),
				true, Duration.ofMillis(10), Duration.ofMillis(50), "test");
		Destination destination = new Destination(URI.create(backend.url() + "/otel/v1/traces"), "Bearer sk-load",
				"project_name:load");
		SpoolSettings spool = new SpoolSettings(true, this.folder.resolve("spool"), 100_000_000, Duration.ofHours(1),
				false, false, false, SpoolOwner.of(destination, Set.of()));
		try (SpanLog log = SpanLogs.open(spool, counters)) {
			SpanSender sender = new SpanSender(log, destination, settings, counters, new ExportOutcomes());
			sender.start();
			assertThat(sender.flush(Duration.ofSeconds(60))).isTrue();
			sender.stop(Duration.ZERO);
		}
	}

	enum Backend {

		/** Long enough for a busy machine: it ends as soon as all is delivered. */
		ANSWERS(LoadBackend.Fault.NONE, "20s"),

		FAILS(LoadBackend.Fault.status(503), "2s"),

		HANGS(LoadBackend.Fault.HANG, "2s");

		private final LoadBackend.Fault fault;

		private final String shutdownTimeout;

		Backend(LoadBackend.Fault fault, String shutdownTimeout) {
			this.fault = fault;
			this.shutdownTimeout = shutdownTimeout;
		}

	}

}
