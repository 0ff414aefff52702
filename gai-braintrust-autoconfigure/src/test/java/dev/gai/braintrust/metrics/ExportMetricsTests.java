package dev.gai.braintrust.metrics;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.github.tomakehurst.wiremock.client.WireMock;
import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.TracedPipeline;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

class ExportMetricsTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	private final MeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void countsWhatIsDelivered() {
		try (TracedPipeline pipeline = bound(TracedPipeline.sendingTo(braintrust).start(), this.registry)) {
			pipeline.genAi().tool("a").run((span) -> span.output("b"));
			pipeline.genAi().tool("a").run((span) -> span.output("b"));
			pipeline.flush();

			assertThat(spans("delivered", "none")).isEqualTo(2);
			assertThat(this.registry.get("gai.braintrust.export.duration").timer().count())
				.isEqualTo(braintrust.requests().size());
			assertThat(this.registry.get("gai.braintrust.queue.size").gauge().value()).isZero();
			assertThat(this.registry.get("gai.braintrust.spool.bytes").gauge().value()).isZero();
		}
	}

	@Test
	void showsWhatWaits() {
		braintrust.answers(WireMock.aResponse().withStatus(503));
		try (TracedPipeline pipeline = bound(
				TracedPipeline.sendingTo(braintrust).shutdownTimeout(java.time.Duration.ofMillis(50)).start(),
				this.registry)) {
			pipeline.genAi().tool("a").run((span) -> span.output("b"));
			pipeline.genAi().tool("a").run((span) -> span.output("b"));

			Awaitility.await().until(() -> this.registry.get("gai.braintrust.export.duration").timer().count() >= 2);
			assertThat(this.registry.get("gai.braintrust.queue.size").gauge().value()).isEqualTo(2);
			Awaitility.await().until(() -> this.registry.get("gai.braintrust.spool.bytes").gauge().value() > 100);
			assertThat(spans("delivered", "none")).isZero();
		}
	}

	@Test
	void tellsWhatTheServiceRefusesFromWhatIsGivenUp() {
		braintrust.answers(WireMock.aResponse().withStatus(400));
		try (TracedPipeline pipeline = bound(TracedPipeline.sendingTo(braintrust).start(), this.registry)) {
			pipeline.genAi().tool("a").run((span) -> span.output("b"));
			pipeline.flush();

			assertThat(spans("rejected", "rejected")).isEqualTo(1);
			assertThat(spans("delivered", "none")).isZero();
			assertThat(this.registry.get("gai.braintrust.export.duration").timer().count()).isEqualTo(1);
		}
	}

	@Test
	void hasOneSeriesForEveryReasonWithTheSameTags() {
		try (TracedPipeline pipeline = bound(TracedPipeline.sendingTo(braintrust).start(), this.registry)) {
			List<Meter.Id> ids = this.registry.find("gai.braintrust.export.spans")
				.functionCounters()
				.stream()
				.map(Meter::getId)
				.toList();

			assertThat(ids).hasSize(DropReason.values().length + 1)
				.allSatisfy(
						(id) -> assertThat(id.getTags()).extracting(Tag::getKey).containsExactly("outcome", "reason"));
			Set<String> rejected = ids.stream()
				.filter((id) -> "rejected".equals(id.getTag("outcome")))
				.map((id) -> id.getTag("reason"))
				.collect(Collectors.toSet());
			assertThat(rejected).containsExactlyInAnyOrder("rejected", "too_large");
		}
	}

	@Test
	void hasTheNamesOfPrometheus() {
		PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		try (TracedPipeline pipeline = bound(TracedPipeline.sendingTo(braintrust).start(), prometheus)) {
			pipeline.genAi().tool("a").run((span) -> span.output("b"));
			pipeline.flush();

			assertThat(prometheus.scrape().lines()).contains(
					"gai_braintrust_export_spans_total{outcome=\"delivered\",reason=\"none\"} 1.0",
					"gai_braintrust_export_spans_total{outcome=\"dropped\",reason=\"queue_full\"} 0.0",
					"gai_braintrust_export_duration_seconds_count 1", "gai_braintrust_queue_size 0.0",
					"gai_braintrust_spool_bytes 0.0");
		}
	}

	private double spans(String outcome, String reason) {
		return this.registry.get("gai.braintrust.export.spans")
			.tags("outcome", outcome, "reason", reason)
			.functionCounter()
			.count();
	}

	private static TracedPipeline bound(TracedPipeline pipeline, MeterRegistry registry) {
		new ExportMetrics(pipeline.export().monitor()).bindTo(registry);
		return pipeline;
	}

}
