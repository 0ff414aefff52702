package dev.gai.braintrust.integration;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A request that a spent budget has stopped is answered with 429, and by the application
 * where that has an answer of its own.
 */
@Tag("application")
class SpentBudgetRequestTests {

	@Test
	void isTooManyUnlessTheApplicationSaysOtherwise() throws Exception {
		try (ConfigurableApplicationContext context = WebSupport.start("gai.braintrust.api-key=",
				"gai.braintrust.cost.budgets[0].name=daily", "gai.braintrust.cost.budgets[0].limit-usd=0.01",
				"gai.braintrust.cost.budgets[0].action=block")) {
			assertThat(WebSupport.get(context, "/named/c-42").statusCode()).isEqualTo(200);

			HttpResponse<String> refused = WebSupport.get(context, "/named/c-42");
			assertThat(refused.statusCode()).isEqualTo(429);
			assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
			assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 86_400L);
			assertThat(refused.body()).contains("\"status\":429")
				.contains("The budget for calls of models is spent.")
				.doesNotContain("daily");
			assertThat(WebSupport.get(context, "/own").statusCode()).isEqualTo(503);
		}
	}

}
