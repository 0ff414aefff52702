package dev.gai.braintrust.trace;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.gai.braintrust.error.ErrorCategory;
import dev.gai.braintrust.testing.Traces;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Errors within an answer in formats that single providers have.
 */
class ErrorBodiesTests {

	private static final JsonMapper mapper = JsonMapper.builder().build();

	private final Traces traces = new Traces();

	static Stream<Arguments> errors() {
		return Stream.of(error("MiniMax", ErrorCategory.RATE_LIMITED, """
				{"id":"","choices":null,"base_resp":{"status_code":1002,"status_msg":"rate limit"}}"""),
				error("MiniMax", ErrorCategory.UNAUTHORIZED, """
						{"base_resp":{"status_code":1004,"status_msg":"login fail"}}"""),
				error("MiniMax", ErrorCategory.QUOTA_EXCEEDED, """
						{"base_resp":{"status_code":1008,"status_msg":"insufficient balance"}}"""),
				error("MiniMax", ErrorCategory.SAFETY_BLOCKED, """
						{"base_resp":{"status_code":1026,"status_msg":"sensitive"}}"""),
				error("MiniMax", ErrorCategory.CONTEXT_LENGTH_EXCEEDED, """
						{"base_resp":{"status_code":1039,"status_msg":"token limit"}}"""),
				error("MiniMax", ErrorCategory.INVALID_REQUEST, """
						{"base_resp":{"status_code":2013,"status_msg":"invalid params"}}"""),
				error("Cloudflare", ErrorCategory.OVERLOADED, """
						{"result":null,"success":false,"messages":[],
						"errors":[{"code":3040,"message":"Capacity temporarily exceeded"}]}"""),
				error("Cloudflare", ErrorCategory.QUOTA_EXCEEDED, """
						{"result":null,"success":false,"messages":[],
						"errors":[{"code":3036,"message":"you have used up your daily free allocation"}]}"""),
				error("Cloudflare", ErrorCategory.NOT_FOUND, """
						{"result":null,"success":false,"messages":[],
						"errors":[{"code":5007,"message":"No such model @cf/x or task"}]}"""),
				error("watsonx", ErrorCategory.NOT_FOUND, """
						{"errors":[{"code":"model_not_supported","message":"Model 'x' is not supported"}],
						"trace":"t","status_code":404}"""), error("watsonx", ErrorCategory.QUOTA_EXCEEDED, """
						{"errors":[{"code":"token_quota_reached","message":"The quota is used up"}],
						"trace":"t","status_code":403}"""),
				error("Text Generation Inference", ErrorCategory.OVERLOADED, """
						{"error":"Model is overloaded","error_type":"overloaded"}"""),
				error("Text Generation Inference", ErrorCategory.INVALID_REQUEST, """
						{"error":"Input validation error: inputs are too many","error_type":"validation"}"""),
				error("Text Generation Inference", ErrorCategory.PROVIDER_UNAVAILABLE, """
						{"error":"Request failed during generation","error_type":"generation"}"""),
				error("Replicate", ErrorCategory.PROVIDER_UNAVAILABLE,
						"""
								{"id":"r","status":"failed","error":"Prediction failed","output":null,"urls":{},"metrics":{}}"""),
				error("Bedrock", ErrorCategory.RATE_LIMITED, """
						{"throttlingException":{"message":"Too many requests"}}"""),
				error("Bedrock", ErrorCategory.PROVIDER_UNAVAILABLE, """
						{"modelStreamErrorException":{"message":"The stream broke","originalStatusCode":500}}"""),
				error("Bedrock", ErrorCategory.TIMEOUT, """
						{"modelTimeoutException":{"message":"It took too long"}}"""),
				error("DashScope", ErrorCategory.RATE_LIMITED, """
						{"code":"Throttling.RateQuota","message":"Requests rate limit exceeded","request_id":"r"}"""),
				error("DashScope", ErrorCategory.UNAUTHORIZED, """
						{"code":"InvalidApiKey","message":"Invalid API-key provided.","request_id":"r"}"""),
				error("DashScope", ErrorCategory.SAFETY_BLOCKED, """
						{"code":"DataInspectionFailed","message":"Input may be inappropriate","request_id":"r"}"""));
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource("errors")
	void areErrors(String provider, ErrorCategory category, String json) {
		List<Object> results = List.of(mapper.readValue(json, Map.class), mapper.readTree(json),
				Flux.just(mapper.readValue(json, Map.class)), Mono.just(mapper.readTree(json)));

		results.forEach(this::call);

		assertThat(this.traces.spans()).hasSize(results.size()).allSatisfy((span) -> {
			assertThat(span.record().errorClassification().category()).isEqualTo(category);
			assertThat(span.record().response().cost()).isNull();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"base_resp\":{\"status_code\":0,\"status_msg\":\"\"}}",
			"{\"result\":{\"response\":\"Hi\"},\"success\":true,\"errors\":[],\"messages\":[]}",
			"{\"success\":false,\"errors\":[{\"message\":\"no such row\"}]}",
			"{\"request_id\":\"r\",\"code\":\"OK\",\"message\":\"done\"}",
			"{\"status\":\"failed\",\"error\":\"the check\"}", "{\"errors\":[{\"message\":\"a\"}],\"trace\":\"t\"}" })
	void areNotSeenInResultsOfTheApplication(String json) {
		call(mapper.readValue(json, Map.class));

		assertThat(this.traces.only().record().error()).isNull();
	}

	private static Arguments error(String provider, ErrorCategory category, String json) {
		return Arguments.of(provider, category, json);
	}

	private void call(Object result) {
		Object returned = this.traces.tracer().llm("m", "p").call((span) -> result);
		if (returned instanceof Flux<?> flux) {
			flux.onErrorComplete().blockLast();
		}
		else if (returned instanceof Mono<?> mono) {
			mono.onErrorComplete().block();
		}
	}

}
