package dev.gai.braintrust.integration;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.gai.braintrust.endpoint.BraintrustEndpoint;
import dev.gai.braintrust.trace.GenAiTracer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * An OpenTelemetry collector stands where Braintrust would.
 */
@Tag("application")
class CollectorTests {

	@RegisterExtension
	static final WireMockExtension collector = WireMockExtension.newInstance()
		.options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
		.build();

	@Test
	void getsPlainOtlpAtItsOwnPath() throws Exception {
		collector.stubFor(WireMock.post("/v1/traces")
			.withHeader("Authorization", WireMock.equalTo("Bearer token-of-the-gateway"))
			.withHeader("Content-Type", WireMock.equalTo("application/x-protobuf"))
			.willReturn(WireMock.aResponse().withStatus(200)));
		try (ConfigurableApplicationContext context = run()) {
			assertThat(context.getBean(BraintrustEndpoint.class).verify().delivered()).isTrue();
			context.getBean(GenAiTracer.class).tool("search").call((span) -> "result");

			Awaitility.await().until(() -> collector.getAllServeEvents().size() >= 2);
			assertThat(collector.findAllUnmatchedRequests()).isEmpty();
			for (LoggedRequest request : collector.findAll(WireMock.postRequestedFor(WireMock.anyUrl()))) {
				assertThat(ExportTraceServiceRequest.parseFrom(request.getBody())
					.getResourceSpans(0)
					.getScopeSpans(0)
					.getSpansList())
					.hasSize(1)
					.allSatisfy((span) -> assertThat(span.getAttributesList())
						.anyMatch((attribute) -> attribute.getKey().equals("braintrust.parent")
								&& attribute.getValue().getStringValue().equals("project_name:shop")));
			}
		}
	}

	private static ConfigurableApplicationContext run() {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("gai.braintrust.api-url=" + collector.baseUrl(), "gai.braintrust.traces-path=/v1/traces",
					"gai.braintrust.api-key=token-of-the-gateway", "gai.braintrust.project-name=shop",
					"gai.braintrust.export.schedule-delay=50ms", "gai.braintrust.export.spool.enabled=false",
					"management.endpoints.jmx.exposure.include=braintrust", "spring.jmx.enabled=true",
					"management.tracing.sampling.probability=0")
			.run();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
