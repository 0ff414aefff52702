package dev.gai.braintrust.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Three applications that send through the OpenTelemetry Collectors of
 * {@code docs/scale-out}: every span is there in the end, or somebody has counted it.
 */
final class ScaleOutLoad {

	private static final int APPLICATIONS = 3;

	private static final int CONTENT = 2_000;

	/**
	 * One tier: Braintrust answers 503 for a minute, and in it the gateway is killed and
	 * comes back after ten seconds.
	 */
	void gateway(Path folder, Findings findings) throws Exception {
		int each = 6_000;
		CollectorProcess.Certificate certificate = CollectorProcess.Certificate.make(folder);
		int port = CollectorProcess.freePort();
		try (LoadBackend backend = new LoadBackend();
				CollectorProcess gateway = gateway(folder, certificate, port, backend).start();
				Applications applications = new Applications(folder, certificate, port)) {
			applications.produce(each, 200);
			Thread.sleep(5_000);
			backend.fault = LoadBackend.Fault.status(503);
			Thread.sleep(5_000);
			gateway.kill();
			long degraded = Findings.await(Duration.ofSeconds(30), applications::allDegraded);
			Thread.sleep(Math.max(0, 10_000 - degraded));
			gateway.start();
			long up = Findings.await(Duration.ofSeconds(40), applications::allUp);
			Thread.sleep(Math.max(0, 45_000 - up));
			backend.fault = LoadBackend.Fault.NONE;
			applications.awaitProduced();
			int all = APPLICATIONS * each;
			Findings.await(Duration.ofSeconds(120), () -> backend.missing(all) == 0);
			findings.require(backend.missing(all) == 0, backend.missing(all) + " of " + all + " lost");
			findings.fact(backend.duplicates() + " duplicated");
			findings.require(degraded < 30_000, "applications DEGRADED after " + degraded / 1000.0 + " s");
			findings.require(up < 35_000, "UP " + up / 1000.0 + " s after the gateway came back");
			findings.require(backend.largestBody.get() < 10_000_000,
					"largest request " + backend.largestBody.get() / 1000 + " KB");
		}
	}

	/**
	 * One tier whose queue takes 16 MB of the 72 that come while Braintrust answers 503.
	 */
	void fullQueue(Path folder, Findings findings) throws Exception {
		full(folder, findings, 256, true);
	}

	/**
	 * The same where the disk is full before the queue is. What the collector loses then
	 * is told, not required: the queue has to be smaller than the disk.
	 */
	void fullDisk(Path folder, Findings findings) throws Exception {
		full(folder, findings, 16, false);
	}

	private static void full(Path folder, Findings findings, int megabytes, boolean keepsAll) throws Exception {
		int each = 6_000;
		Path disk = Files.createDirectories(folder.resolve("disk"));
		FullDiskLoad.run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m,mode=700", "tmpfs", disk.toString());
		CollectorProcess.Certificate certificate = CollectorProcess.Certificate.make(folder);
		int port = CollectorProcess.freePort();
		try (LoadBackend backend = new LoadBackend();
				CollectorProcess gateway = gateway(folder, certificate, port, backend).queueIn(disk)
					.with(keepsAll ? 16_000_000 : 2_147_483_648L, "exporters", "otlp_http/braintrust", "sending_queue",
							"queue_size")
					.start();
				Applications applications = new Applications(folder, certificate, port)) {
			backend.fault = LoadBackend.Fault.status(503);
			applications.produce(each, 300, 4_000);
			applications.awaitProduced();
			Findings.await(Duration.ofSeconds(30), applications::allDegraded);
			findings.require(applications.allDegraded(), "applications DEGRADED");
			findings.fact("gateway refused " + gateway.metric("otelcol_receiver_refused_spans")
					+ " spans, enqueuing failed for " + gateway.metric("otelcol_exporter_enqueue_failed_spans"));
			findings.fact("on its disk " + gateway.metric("otelcol_exporter_queue_size") + " bytes");
			backend.fault = LoadBackend.Fault.NONE;
			int all = APPLICATIONS * each;
			Findings.await(Duration.ofSeconds(420), () -> backend.missing(all) == 0);
			long dropped = applications.dropped();
			findings.require(backend.missing(all) == dropped || !keepsAll,
					backend.missing(all) + " of " + all + " missing, " + dropped + " counted as dropped");
			findings.fact(backend.duplicates() + " duplicated");
			findings.fact("at last " + applications.waiting() + " wait in applications, "
					+ gateway.metric("otelcol_exporter_queue_size") + " bytes in the gateway");
			if (backend.missing(all) != dropped) {
				System.err.println(gateway.complaints());
			}
		}
		finally {
			FullDiskLoad.run("umount", "-l", disk.toString());
		}
	}

	private static CollectorProcess gateway(Path folder, CollectorProcess.Certificate certificate, int port,
			LoadBackend backend) throws Exception {
		return new CollectorProcess("gateway", folder.resolve("gateway")).sendingTo(backend.url())
			.queueIn(folder.resolve("gateway/queue"))
			.listening("http", "127.0.0.1:" + port, certificate);
	}

	/**
	 * Two tiers. Braintrust answers 503 for a minute; nobody is killed.
	 */
	void twoTiers(Path folder, Findings findings) throws Exception {
		try (TwoTiers tiers = new TwoTiers(folder)) {
			int each = 1_000;
			tiers.applications.produceTrees(each, 30);
			Thread.sleep(10_000);
			tiers.backend.fault = LoadBackend.Fault.status(503);
			Thread.sleep(60_000);
			tiers.backend.fault = LoadBackend.Fault.NONE;
			tiers.applications.awaitProduced();
			tiers.awaitDecisions();
			tiers.report(each, findings);
			findings.require(tiers.errorsMissing(each) == 0,
					tiers.errorsMissing(each) + " of " + tiers.errors(each) + " traces with an error lost");
			findings.require(tiers.undecided() == 0 && tiers.kept() + tiers.leftOut() == APPLICATIONS * each,
					tiers.traces() + " traces = " + tiers.kept() + " kept + " + tiers.leftOut() + " left out");
			findings.require(tiers.kept() == tiers.whole(each), tiers.whole(each) + " of those kept are at Braintrust");
		}
	}

	/**
	 * Two tiers, of whose second one is killed, and is out of the name service five
	 * seconds later.
	 */
	void twoTiersKilled(Path folder, Findings findings) throws Exception {
		try (TwoTiers tiers = new TwoTiers(folder)) {
			int each = 1_000;
			tiers.applications.produceTrees(each, 30);
			CollectorProcess killed = tiers.samplers.get(1);
			Findings.await(Duration.ofSeconds(60), () -> killed.metric("otelcol_receiver_accepted_spans") >= 1_200);
			long had = killed.metric("otelcol_receiver_accepted_spans") / 3;
			long undecided = tiers.undecided(killed);
			killed.kill();
			Thread.sleep(5_000);
			tiers.onlyTheFirst();
			tiers.applications.awaitProduced();
			tiers.awaitDecisions();
			tiers.report(each, findings);
			findings.fact("the killed one had received about " + had + " traces, " + undecided
					+ " of them without a decision");
			int missing = tiers.errorsMissing(each);
			// A tenth of the traces has an error; what came while we looked is not known.
			findings.require(missing <= undecided / 10 + 40,
					missing + " of " + tiers.errors(each) + " traces with an error lost");
		}
	}

	/** The applications, with the settings of {@code application.yaml}. */
	private static final class Applications implements AutoCloseable {

		private final List<LoadProcess> processes = new ArrayList<>();

		Applications(Path folder, CollectorProcess.Certificate certificate, int port) throws Exception {
			for (int i = 0; i < APPLICATIONS; i++) {
				this.processes.add(
						LoadProcess.start(folder.resolve("application-" + i), "https://127.0.0.1:" + port, "-Xmx256m",
								"-Djavax.net.ssl.trustStore=" + certificate.trustStore(),
								"-Djavax.net.ssl.trustStorePassword=changeit",
								"--spring.config.additional-location=file:" + CollectorProcess.docs()
										+ "/application.yaml",
								"--GATEWAY_TOKEN=" + CollectorProcess.TOKEN,
								"--gai.braintrust.api-key=" + CollectorProcess.TOKEN));
			}
		}

		void produce(int each, int perSecond) throws Exception {
			produce(each, perSecond, CONTENT);
		}

		void produce(int each, int perSecond, int content) throws Exception {
			for (int i = 0; i < APPLICATIONS; i++) {
				this.processes.get(i).produce(i * each, (i + 1) * each, perSecond, content);
			}
		}

		void produceTrees(int each, int perSecond) throws Exception {
			for (int i = 0; i < APPLICATIONS; i++) {
				this.processes.get(i)
					.tell("trees " + i * each + " " + (i + 1) * each + " " + perSecond + " " + CONTENT);
			}
		}

		void awaitProduced() throws Exception {
			for (LoadProcess process : this.processes) {
				process.awaitProduced(Duration.ofSeconds(180));
			}
		}

		boolean allDegraded() {
			return this.processes.stream().allMatch((process) -> process.health("/braintrust").equals("DEGRADED"));
		}

		boolean allUp() {
			return this.processes.stream().allMatch((process) -> process.health("/braintrust").equals("UP"));
		}

		long waiting() throws Exception {
			long waiting = 0;
			for (LoadProcess process : this.processes) {
				waiting += Long.parseLong(process.status().get("logged"))
						+ Long.parseLong(process.status().get("queued"));
			}
			return waiting;
		}

		long dropped() throws Exception {
			long dropped = 0;
			for (LoadProcess process : this.processes) {
				for (String number : process.status().get("dropped").split("\\D+")) {
					dropped += number.isEmpty() ? 0 : Long.parseLong(number);
				}
			}
			return dropped;
		}

		@Override
		public void close() throws Exception {
			for (LoadProcess process : this.processes) {
				process.close();
			}
		}

	}

	/** A balancer, which finds the second tier by its name, and two that decide. */
	private static final class TwoTiers implements AutoCloseable {

		private static final String NAME = "otel-tail-sampling-headless.observability.svc.cluster.local";

		private static final int DECISION_SECONDS = 10;

		final LoadBackend backend = new LoadBackend();

		final List<CollectorProcess> samplers = new ArrayList<>();

		final CollectorProcess balancer;

		final Applications applications;

		private final Path hosts;

		TwoTiers(Path folder) throws Exception {
			CollectorProcess.Certificate certificate = CollectorProcess.Certificate.make(folder);
			this.hosts = folder.resolve("hosts");
			names("127.0.0.1", "127.0.0.2");
			int grpc = CollectorProcess.freePort();
			for (int i = 1; i <= 2; i++) {
				Path own = folder.resolve("sampler-" + i);
				this.samplers.add(new CollectorProcess("tail-sampling", own).sendingTo(this.backend.url())
					.queueIn(own.resolve("queue"))
					.listening("grpc", "127.0.0." + i + ":" + grpc, certificate)
					.with(DECISION_SECONDS + "s", "processors", "tail_sampling", "decision_wait")
					.start());
			}
			int port = CollectorProcess.freePort();
			this.balancer = new CollectorProcess("load-balancer", folder.resolve("balancer"))
				.listening("http", "127.0.0.1:" + port, certificate)
				.with(String.valueOf(grpc), "exporters", "load_balancing", "resolver", "dns", "port")
				.with("2s", "exporters", "load_balancing", "resolver", "dns", "interval")
				.with(certificate.certificate().toString(), "exporters", "load_balancing", "protocol", "otlp", "tls",
						"ca_file")
				.resolving(this.hosts)
				.start();
			this.applications = new Applications(folder, certificate, port);
		}

		private void names(String... addresses) throws Exception {
			StringBuilder lines = new StringBuilder("127.0.0.1 localhost\n");
			for (String address : addresses) {
				lines.append(address).append(' ').append(NAME).append('\n');
			}
			Files.writeString(this.hosts, lines.toString());
		}

		void onlyTheFirst() throws Exception {
			names("127.0.0.1");
		}

		void awaitDecisions() throws Exception {
			Thread.sleep(DECISION_SECONDS * 1_000 + 5_000);
			Findings.await(Duration.ofSeconds(60), () -> undecided() == 0);
			Findings.await(Duration.ofSeconds(60),
					() -> this.samplers.stream()
						.mapToLong((sampler) -> sampler.metric("otelcol_exporter_queue_size"))
						.sum() == 0);
			Thread.sleep(6_000);
		}

		long traces() {
			return sum("otelcol_processor_tail_sampling_new_trace_id_received");
		}

		long kept() {
			return sum("otelcol_processor_tail_sampling_global_count_traces_sampled", "sampled=\"true\"");
		}

		long leftOut() {
			return sum("otelcol_processor_tail_sampling_global_count_traces_sampled", "sampled=\"false\"");
		}

		long undecided() {
			return traces() - kept() - leftOut();
		}

		long undecided(CollectorProcess sampler) {
			return sampler.metric("otelcol_processor_tail_sampling_new_trace_id_received")
					- sampler.metric("otelcol_processor_tail_sampling_global_count_traces_sampled");
		}

		private long sum(String metric, String... labels) {
			return this.samplers.stream().mapToLong((sampler) -> sampler.metric(metric, labels)).sum();
		}

		int errors(int each) {
			return APPLICATIONS * each / 10;
		}

		int errorsMissing(int each) {
			int missing = 0;
			for (int i = 0; i < APPLICATIONS * each; i += 10) {
				missing += (this.backend.spansOf(i) == 3) ? 0 : 1;
			}
			return missing;
		}

		int whole(int each) {
			int whole = 0;
			for (int i = 0; i < APPLICATIONS * each; i++) {
				whole += (this.backend.spansOf(i) == 3) ? 1 : 0;
			}
			return whole;
		}

		void report(int each, Findings findings) {
			int parts = 0;
			int others = 0;
			for (int i = 0; i < APPLICATIONS * each; i++) {
				int spans = this.backend.spansOf(i);
				parts += (spans == 1 || spans == 2) ? 1 : 0;
				others += (spans == 3 && i % 10 != 0) ? 1 : 0;
			}
			findings.fact("balancer received " + this.balancer.metric("otelcol_receiver_accepted_spans") + " of "
					+ 3 * APPLICATIONS * each + " spans and sent "
					+ this.balancer.metric("otelcol_exporter_sent_spans"));
			for (CollectorProcess sampler : this.samplers) {
				findings.fact("a second tier received " + sampler.metric("otelcol_receiver_accepted_spans"));
			}
			findings.fact(whole(each) + " whole traces at Braintrust, " + others + " of them of the "
					+ (APPLICATIONS * each - errors(each)) + " without an error");
			findings.require(parts == 0, parts + " traces in part");
			findings.fact(this.backend.duplicates() + " spans duplicated");
		}

		@Override
		public void close() throws Exception {
			this.applications.close();
			this.balancer.close();
			for (CollectorProcess sampler : this.samplers) {
				sampler.close();
			}
			this.backend.close();
		}

	}

}
