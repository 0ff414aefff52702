package dev.gai.braintrust.attachment;

import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.endpoint.EndpointSection;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pictures on their way from an application to Braintrust: the row refers to them, and
 * they are uploaded after it.
 */
@Tag("application")
class AttachmentsOnTheWireTests {

	private static final String STORE = "/store/object";

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	private ConfigurableApplicationContext context;

	private final byte[] png = png(200_000);

	private final String url = "data:image/png;base64," + Base64.getEncoder().encodeToString(this.png);

	@BeforeEach
	void answer() {
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(braintrust.properties())
			.run();
		braintrust.rest("POST", "/api/apikey/login", WireMock.okJson("{\"org_info\":[{\"id\":\"org-1\"}]}"));
		braintrust.rest("POST", "/attachment", WireMock.okJson("{\"signedUrl\":\"" + braintrust.url() + STORE + "\"}"));
		braintrust.rest("POST", "/attachment/status", WireMock.okJson("{}"));
		braintrust.rest("PUT", STORE, WireMock.ok());
	}

	@AfterEach
	void stop() {
		this.context.close();
	}

	@Test
	void uploadsThePicturesOfEveryDoor() {
		uploadsThePictureOfARequest();
		uploadsThePictureThatAToolReturnsAndDescribesOneInItsText();
		uploadsThePictureOfAnAnswer();
		uploadsThePictureThatIsAnAnswer();
		uploadsThePictureOfAStream();
		describesThePictureInAnError();
		uploadsNothingOfWhatIsNotCaptured();
		assertShown();
	}

	private void uploadsThePictureOfARequest() {
		Map<String, Object> request = Map.of("model", "gpt-4o", "messages",
				List.of(Map.of("role", "user", "content", List.of(Map.of("type", "text", "text", "what is it?"),
						Map.of("type", "image_url", "image_url", Map.of("url", this.url))))));

		this.context.getBean(GenAiTracer.class)
			.llm("openai", "gpt-4o")
			.input(request)
			.run((span) -> span.output("a duck"));

		SentSpan span = braintrust.awaitSpan("chat gpt-4o");
		JsonNode reference = span.json("braintrust.input_json")
			.path(0)
			.path("content")
			.path(1)
			.path("image_url")
			.path("url");
		String key = reference.path("key").asString();
		assertThat(reference.toString()).isEqualTo("{\"type\":\"braintrust_attachment\","
				+ "\"content_type\":\"image/png\",\"filename\":\"image.png\",\"key\":\"" + key + "\"}");
		assertThat(span.attribute("braintrust.input_json")).asString().hasSizeLessThan(1000);
		LoggedRequest put = awaitUpload(this.png);
		assertThat(put.containsHeader("Authorization")).isFalse();
		JsonNode asked = JsonMapper.shared().readTree(braintrust.restRequests("/attachment").get(0).getBodyAsString());
		assertThat(asked.path("key").asString()).isEqualTo(key);
		assertThat(span.metadata().path("content.attachments").path(0).path("attachment").asString()).isEqualTo(key);
	}

	private void uploadsThePictureThatAToolReturnsAndDescribesOneInItsText() {
		Tools tools = this.context.getBean(Tools.class);
		byte[] drawn = png(1000);

		tools.draw(drawn);
		tools.page("<img src=\"" + this.url + "\">");

		SentSpan draw = braintrust.awaitSpan("execute_tool draw");
		assertThat(draw.json("braintrust.output_json").path("type").asString()).isEqualTo("braintrust_attachment");
		SentSpan page = braintrust.awaitSpan("execute_tool page");
		assertThat(page.json("braintrust.output_json").asString())
			.startsWith("<img src=\"<image/png, 200000 bytes, SHA-256 ");
		awaitUpload(drawn);
	}

	private void uploadsThePictureOfAnAnswer() {
		byte[] made = png(5000);
		this.context.getBean(Tools.class).generate(Base64.getEncoder().encodeToString(made));

		SentSpan span = braintrust.awaitSpan("chat gpt-image-1");
		assertThat(span.json("braintrust.output_json").at("/0/message/content/0/image_url/url/type").asString())
			.isEqualTo("braintrust_attachment");
		awaitUpload(made);
	}

	private void uploadsThePictureThatIsAnAnswer() {
		byte[] made = png(6000);
		this.context.getBean(GenAiTracer.class).llm("openai", "bytes").call((span) -> made);

		SentSpan span = braintrust.awaitSpan("chat bytes");
		assertThat(span.json("braintrust.output_json").at("/0/message/content/0/image_url/url/type").asString())
			.isEqualTo("braintrust_attachment");
		awaitUpload(made);
	}

	private void uploadsThePictureOfAStream() {
		byte[] made = png(300_000);
		String base64 = Base64.getEncoder().encodeToString(made);
		this.context.getBean(GenAiTracer.class)
			.llm("openai", "stream")
			.call((span) -> Stream.of("Here: data:image/png;base64,", base64.substring(0, 50_000),
					base64.substring(50_000), " done"))
			.toList();

		SentSpan span = braintrust.awaitSpan("chat stream");
		JsonNode content = span.json("braintrust.output_json").at("/0/message/content");
		assertThat(content.at("/1/image_url/url/type").asString()).isEqualTo("braintrust_attachment");
		assertThat(content.at("/2/text").asString()).isEqualTo(" done");
		assertThat(span.metadata().has("content.truncated")).isFalse();
		awaitUpload(made);
	}

	private void describesThePictureInAnError() {
		this.context.getBean(GenAiTracer.class)
			.llm("openai", "error")
			.run((span) -> span.error(new IllegalStateException("bad image " + this.url + " here")));

		SentSpan span = braintrust.awaitSpan("chat error");
		assertThat(span.span().getStatus().getMessage())
			.startsWith("java.lang.IllegalStateException: bad image <image/png, 200000 bytes, SHA-256 ")
			.endsWith("> here");
		assertThat(span.span().getEvents(0).toString()).contains("bad image <image/png, 200000 bytes, ")
			.doesNotContain("base64");
	}

	private void uploadsNothingOfWhatIsNotCaptured() {
		this.context.getBean(GenAiTracer.class)
			.llm("openai", "hidden")
			.capture(Capture.NONE)
			.input(Map.of("messages", List.of(Map.of("role", "user", "content", this.url))))
			.run((span) -> {
			});

		SentSpan span = braintrust.awaitSpan("chat hidden");
		assertThat(span.attributes()).doesNotContainKey("braintrust.input_json");
		assertThat(braintrust.restRequests("/attachment")).hasSize(5);
	}

	private void assertShown() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(15))
			.until(() -> this.context.getBean(Attachments.class).status().delivered() == 5);
		assertThat(this.context.getBean("braintrustAttachmentSection", EndpointSection.class).content().get())
			.containsEntry("waiting", 0L)
			.containsEntry("delivered", 5L);
		assertThat(this.context.getBean(MeterRegistry.class)
			.get("gai.braintrust.attachments")
			.tag("outcome", "delivered")
			.functionCounter()
			.count()).isPositive();
	}

	private static LoggedRequest awaitUpload(byte[] bytes) {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(15))
			.until(() -> braintrust.restRequests(STORE)
				.stream()
				.filter((put) -> Arrays.equals(put.getBody(), bytes))
				.findFirst(), Optional::isPresent)
			.orElseThrow();
	}

	private static byte[] png(int size) {
		byte[] bytes = new byte[size];
		new Random(size).nextBytes(bytes);
		byte[] head = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
		System.arraycopy(head, 0, bytes, 0, head.length);
		return bytes;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Tools tools() {
			return new Tools();
		}

	}

	static class Tools {

		@AgentTool(name = "draw")
		byte[] draw(byte[] picture) {
			return picture;
		}

		@AgentTool(name = "page")
		String page(String html) {
			return html;
		}

		@TracedLlmCall(provider = "openai", model = "gpt-image-1")
		Map<String, Object> generate(String base64) {
			return Map.of("created", 1, "data", List.of(Map.of("b64_json", base64)));
		}

	}

}
