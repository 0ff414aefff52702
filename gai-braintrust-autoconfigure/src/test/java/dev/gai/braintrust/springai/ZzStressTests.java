package dev.gai.braintrust.springai;

import java.util.*;
import java.util.concurrent.atomic.*;
import java.util.stream.*;

import dev.gai.braintrust.testing.*;
import org.junit.jupiter.api.*;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.*;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.context.ConfigurableApplicationContext;

@Tag("application")
class ZzStressTests {
	@RegisterExtension static final BraintrustServer braintrust = new BraintrustServer();
	@RegisterExtension static final ModelServer models = new ModelServer();
	static final int N = Integer.getInteger("zz.n", 400);

	@Test
	void stress() throws Exception {
		AtomicBoolean on = new AtomicBoolean(true);
		for (int i = 0; i < 2; i++) { Thread t = new Thread(() -> { double x = 0; while (on.get()) x += Math.sin(x); }); t.setDaemon(true); t.start(); }
		StringBuilder out = new StringBuilder();
		try {
			models.answers("/v1beta/models/gemini-2.5-flash:streamGenerateContent", ModelServer.events(String.join("\n", GeminiAnswers.lines(GeminiAnswers.CHUNKS))));
			models.answers("/v1/messages", ModelServer.namedEvents("""
						{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":25,"cache_creation_input_tokens":7,"cache_read_input_tokens":3,"output_tokens":1}}}
						{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}
						{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"I look "}}
						{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"abc"}}
						{"type":"content_block_stop","index":0}
						{"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}
						{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Sun"}}
						{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"ny."}}
						{"type":"content_block_stop","index":1}
						{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":30}}
						{"type":"message_stop"}"""));
			String c = "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-4o-mini\",";
			models.answers("/v1/chat/completions", ModelServer.events(c + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Sun\"},\"finish_reason\":null}]}\n" + c + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"ny.\"},\"finish_reason\":null}]}\n" + c + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n" + c + "\"choices\":[],\"service_tier\":\"flex\",\"usage\":{\"prompt_tokens\":90,\"completion_tokens\":6,\"total_tokens\":96,\"prompt_tokens_details\":{\"cached_tokens\":20},\"completion_tokens_details\":{\"reasoning_tokens\":2}}}\n[DONE]"));
			run(out, "gemini", SpringAiApplication.start(GeminiChatTests.Application.class, braintrust, List.of("spring.ai.model.chat=google-genai", "provider.url=" + models.url())), "chat gemini-2.5-flash");
			run(out, "anthropic", SpringAiApplication.anthropic(braintrust, models), null);
			run(out, "openai", SpringAiApplication.openAi(braintrust, models.url()), null);
		} finally { on.set(false); }
		java.nio.file.Files.writeString(java.nio.file.Path.of("/tmp/bugx/stress.txt"), out);
	}

	void run(StringBuilder out, String name, ConfigurableApplicationContext context, String span) {
		try (context) {
			for (String door : List.of("client", "model", "client-cancel", "model-cancel", "client-timeout")) {
				braintrust.forget();
				int rows = door.startsWith("client") ? 2 : 1;
				Flux.range(0, N).flatMap((i) -> ask(context, door).onErrorComplete().then(), 8).blockLast();
				List<SentSpan> spans = braintrust.awaitSpans(N * rows).stream().filter((s) -> s.type().equals("llm")).toList();
				Map<String, Long> distinct = spans.stream().collect(Collectors.groupingBy(ZzStressTests::key, TreeMap::new, Collectors.counting()));
				out.append(name).append(' ').append(door).append(" rows ").append(spans.size()).append('\n');
				distinct.forEach((k, v) -> out.append("   ").append(v).append(" x ").append(k).append('\n'));
				var ledger = context.getBean(dev.gai.braintrust.usage.UsageLedger.class).report().all();
				out.append("   ledger ").append(ledger).append('\n');
			}
		}
		catch (Throwable t) { out.append(name + " FAILED " + t + "\n"); }
	}
	static Flux<?> ask(ConfigurableApplicationContext context, String door) {
		Flux<ChatResponse> f = door.startsWith("client") ? context.getBean(ChatClient.Builder.class).build().prompt("Weather?").stream().chatResponse() : context.getBean(ChatModel.class).stream(new Prompt("Weather?"));
		if (door.endsWith("cancel")) return f.takeUntil((r) -> r.getResult() != null && r.getResult().getOutput().getText() != null && r.getResult().getOutput().getText().startsWith("Sun"));
		if (door.endsWith("timeout")) return f.timeout(java.time.Duration.ofMillis(3));
		return f;
	}
	static String key(SentSpan s) {
		ObjectNode m = s.metrics().isObject() ? (ObjectNode) s.metrics().deepCopy() : tools.jackson.databind.json.JsonMapper.shared().createObjectNode();
		m.remove("time_to_first_token");
		JsonNode md = s.metadata();
		return m + " cu=" + md.path("cost.unavailable").asString("-") + " can=" + md.path("cancelled").asString("-") + " tier=" + md.path("service_tier").asString("-") + " err=" + md.path("error.category").asString("-") + " out=" + s.json("braintrust.output_json");
	}
}
