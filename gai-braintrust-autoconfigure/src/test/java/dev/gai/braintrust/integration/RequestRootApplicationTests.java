package dev.gai.braintrust.integration;

import java.util.List;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A web application over HTTP: what Spring observes of a request is one row by the name
 * of its route.
 */
@Tag("application")
class RequestRootApplicationTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@Test
	void isNamedAfterItsRouteUnlessTheApplicationNamesIt() throws Exception {
		try (ConfigurableApplicationContext context = WebSupport.start(
				StringUtils.addStringToArray(braintrust.properties(), "management.tracing.sampling.probability=0"))) {
			for (String path : List.of("/support/c-42?token=hunter2", "/named/c-42", "/plain/c-42")) {
				assertThat(WebSupport.get(context, path).statusCode()).isEqualTo(200);
			}

			List<SentSpan> spans = braintrust.awaitSpans(5);
			assertThat(spans).hasSize(5);
			SentSpan root = SentSpan.named(spans, "GET /support/{id}");
			assertThat(root.isRoot()).isTrue();
			assertThat(root.type()).isEqualTo("task");
			assertThat(root.metadata().toString()).isEqualTo(
					"{\"http.route\":\"/support/{id}\",\"http.request.method\":\"GET\",\"http.response.status_code\":200}");
			assertThat(root.json("braintrust.input_json").asString()).isEqualTo("first c-42");
			assertThat(root.json("braintrust.output_json").asString()).isEqualTo("echo second c-42");
			assertThat(spans).filteredOn((span) -> span.parentId().equals(root.spanId())).hasSize(2);
			assertThat(root.span().toString()).doesNotContain("hunter2").doesNotContain("/support/c-42");
			assertThat(SentSpan.named(spans, "chosen by invoke of chat gpt-4o").isRoot()).isTrue();
		}
	}

}
