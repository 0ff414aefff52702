package dev.gai.braintrust.springai;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.openai.models.audio.AudioResponseFormat;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.ModelServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.SpanTree;
import dev.gai.braintrust.trace.GenAiTracer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Hooks;

import org.springframework.ai.audio.transcription.AudioTranscriptionPrompt;
import org.springframework.ai.audio.transcription.TranscriptionModel;
import org.springframework.ai.audio.tts.TextToSpeechModel;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.moderation.ModerationModel;
import org.springframework.ai.moderation.ModerationPrompt;
import org.springframework.ai.openai.OpenAiAudioTranscriptionOptions;
import org.springframework.ai.openai.OpenAiImageOptions;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.SimpleVectorStore;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Models that do not chat, and a vector store.
 */
@Tag("application")
class OtherModelsTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final ModelServer models = new ModelServer();

	private static ConfigurableApplicationContext context;

	@BeforeAll
	static void start() {
		context = SpringAiApplication.openAi(braintrust, models, "spring.ai.model.embedding=openai",
				"spring.ai.openai.embedding.model=text-embedding-3-small", "spring.ai.model.image=openai",
				"spring.ai.model.audio.transcription=openai", "spring.ai.model.audio.speech=openai",
				"spring.ai.model.moderation=openai");
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void sendsASearchWithTheEmbeddingOfItsQuery() {
		models.answers("/v1/embeddings", ModelServer
			.json("""
					{"object":"list","model":"text-embedding-3-small","data":[{"object":"embedding","index":0,"embedding":[0.1,0.2,0.3]}],
					 "usage":{"prompt_tokens":5,"total_tokens":5}}"""));
		// As a bean is made, and as every tutorial builds it.
		SimpleVectorStore store = (SimpleVectorStore) context.getAutowireCapableBeanFactory()
			.initializeBean(SimpleVectorStore.builder(context.getBean(EmbeddingModel.class)).build(), "vectorStore");
		store.add(List.of(new Document("d-1", "Bamboo grows fast", Map.of("source", "book"))));

		store.similaritySearch(SearchRequest.builder().query("What grows?").topK(3).build());

		SentSpan retrieval = braintrust.awaitSpan("retrieval simple");
		List<SentSpan> spans = braintrust.spans()
			.stream()
			.filter((span) -> span.traceId().equals(retrieval.traceId()))
			.toList();
		assertThat(SpanTree.of(spans)).isEqualTo("retrieval simple\n  embeddings text-embedding-3-small\n");
		assertThat(retrieval.type()).isEqualTo("tool");
		assertThat(retrieval.json("braintrust.input_json").asString()).isEqualTo("What grows?");
		assertThat(retrieval.json("braintrust.output_json").path(0).path("id").asString()).isEqualTo("d-1");
		assertThat(retrieval.json("braintrust.output_json").path(0).path("content").asString())
			.isEqualTo("Bamboo grows fast");
		assertThat(retrieval.metadata().path("retrieval.top_k").asInt()).isEqualTo(3);
		SentSpan embeddings = spans.stream()
			.filter((span) -> span.parentId().equals(retrieval.spanId()))
			.findFirst()
			.orElseThrow();
		assertThat(embeddings.type()).isEqualTo("llm");
		assertThat(embeddings.json("braintrust.input_json").toString())
			.isEqualTo("{\"inputs\":[{\"content\":\"What grows?\"}]}");
		assertThat(embeddings.json("braintrust.output_json").toString()).isEqualTo("{\"count\":1}");
		assertThat(embeddings.metrics().path("prompt_tokens").asInt()).isEqualTo(5);
		assertThat(embeddings.attributes()).containsEntry("gen_ai.operation.name", "embeddings");
	}

	@Test
	void sendsARequestForAnImage() {
		models.answers("/v1/images/generations",
				ModelServer.json("{\"created\":1767225600,\"data\":[{\"url\":\"https://images.example/cat.png\"}]}"));

		context.getBean(ImageModel.class)
			.call(new ImagePrompt("A cat", OpenAiImageOptions.builder().model("dall-e-3").build()));

		SentSpan image = braintrust.awaitSpan("image dall-e-3");
		assertThat(image.type()).isEqualTo("llm");
		assertThat(image.json("braintrust.input_json").toString())
			.isEqualTo("[{\"role\":\"user\",\"content\":\"A cat\"}]");
		assertThat(image.json("braintrust.output_json").toString()).contains("https://images.example/cat.png");
	}

	@Test
	void sendsATranscription() {
		models.answers("/v1/audio/transcriptions", ModelServer
			.json("{\"text\":\"Good morning\",\"usage\":{\"type\":\"tokens\",\"input_tokens\":14,\"output_tokens\":3,"
					+ "\"total_tokens\":17}}"));

		String text = context.getBean(TranscriptionModel.class).transcribe(new ByteArrayResource(new byte[] { 1 }) {
			@Override
			public String getFilename() {
				return "greeting.mp3";
			}
		}, OpenAiAudioTranscriptionOptions.builder()
			.model("gpt-4o-transcribe")
			.responseFormat(AudioResponseFormat.JSON)
			.build());

		assertThat(text).isEqualTo("Good morning");
		SentSpan span = braintrust.awaitSpans(1).get(0);
		assertThat(span.name()).startsWith("transcription ");
		assertThat(span.type()).isEqualTo("llm");
		assertThat(span.json("braintrust.output_json").toString()).contains("Good morning");
		assertThat(span.metadata().path("provider").asString()).isEqualTo("openai");
		assertThat(span.metrics().path("prompt_tokens").asInt()).isEqualTo(14);
	}

	@Test
	void sendsAStreamedTranscription() {
		models.answers("/v1/audio/transcriptions", ModelServer.events("""
				{"type":"transcript.text.delta","delta":"Good "}
				{"type":"transcript.text.delta","delta":"morning"}
				{"type":"transcript.text.done","text":"Good morning","usage":{"type":"tokens","input_tokens":14,\
				"output_tokens":3,"total_tokens":17}}
				[DONE]
				"""));

		List<String> pieces = context.getBean(GenAiTracer.class)
			.agent("scribe")
			.call((agent) -> context.getBean(TranscriptionModel.class)
				.stream(recording())
				.mapNotNull((piece) -> piece.getResult().getOutput())
				.collectList())
			.block();

		assertThat(String.join("", pieces)).isEqualTo("Good morning");
		List<SentSpan> spans = braintrust.awaitSpans(2);
		assertThat(SpanTree.of(spans)).isEqualTo("invoke_agent scribe\n  transcription gpt-4o-transcribe\n");
		SentSpan span = SentSpan.named(spans, "transcription gpt-4o-transcribe");
		assertThat(span.json("braintrust.output_json").toString()).contains("Good morning");
		assertThat(span.metrics().path("prompt_tokens").asInt()).isEqualTo(14);
		assertThat(span.metrics().has("time_to_first_token")).isTrue();
	}

	@Test
	void sendsAStreamedTranscriptionThatFailsOrIsGivenUp() {
		models.answers("/v1/audio/transcriptions",
				ModelServer.json("{\"error\":{\"message\":\"no\"}}").withStatus(400));
		assertThatException()
			.isThrownBy(() -> context.getBean(TranscriptionModel.class).stream(recording()).collectList().block());
		assertThat(braintrust.awaitSpans(1).get(0).metadata().path("error.category").asString())
			.isEqualTo("invalid_request");
		braintrust.forget();

		models.answers("/v1/audio/transcriptions", ModelServer.events("""
				{"type":"transcript.text.delta","delta":"Good "}
				{"type":"transcript.text.delta","delta":"morning"}
				""").withChunkedDribbleDelay(20, 2_000));
		context.getBean(TranscriptionModel.class).stream(recording()).take(1).blockLast();
		assertThat(braintrust.awaitSpans(1)).hasSize(1)
			.allSatisfy((span) -> assertThat(span.metadata().path("cancelled").asBoolean()).isTrue());
	}

	private static AudioTranscriptionPrompt recording() {
		return new AudioTranscriptionPrompt(new ByteArrayResource(new byte[] { 1 }) {
			@Override
			public String getFilename() {
				return "greeting.mp3";
			}
		}, OpenAiAudioTranscriptionOptions.builder()
			.model("gpt-4o-transcribe")
			.responseFormat(AudioResponseFormat.JSON)
			.build());
	}

	@Test
	void sendsStreamedSpeech() {
		models.answers("/v1/audio/speech",
				ModelServer.json("not audio, but bytes").withHeader("Content-Type", "audio/mpeg"));

		Hooks.enableAutomaticContextPropagation();
		try {
			assertThat(context.getBean(GenAiTracer.class)
				.agent("speaker")
				.call((agent) -> context.getBean(TextToSpeechModel.class).stream("Good morning").collectList())
				.block()).isNotEmpty();
		}
		finally {
			Hooks.disableAutomaticContextPropagation();
		}

		List<SentSpan> spans = braintrust.awaitSpans(2);
		SentSpan span = spans.stream().filter((sent) -> sent.name().startsWith("speech ")).findFirst().orElseThrow();
		assertThat(span.parentId()).isEqualTo(SentSpan.named(spans, "invoke_agent speaker").spanId());
		assertThat(span.json("braintrust.input_json").toString()).contains("Good morning");
		assertThat(span.attributes().toString()).doesNotContain("not audio");
	}

	@Test
	void sendsSpeechWithoutItsAudio() {
		models.answers("/v1/audio/speech",
				ModelServer.json("not audio, but bytes").withHeader("Content-Type", "audio/mpeg"));

		byte[] audio = context.getBean(TextToSpeechModel.class).call("Good morning");

		assertThat(audio).isNotEmpty();
		SentSpan span = braintrust.awaitSpans(1).get(0);
		assertThat(span.name()).startsWith("speech ");
		assertThat(span.json("braintrust.input_json").toString()).contains("Good morning");
		assertThat(span.attributes().toString()).doesNotContain("not audio");
		assertThat(span.metadata().path("voice").asString()).isNotEmpty();
	}

	@Test
	void sendsAModeration() {
		models.answers("/v1/moderations", ModelServer.json("""
				{"id":"modr-1","model":"omni-moderation-latest","results":[{"flagged":true,
				 "categories":{%s},"category_scores":{%s},"category_applied_input_types":{}}]}"""
			.formatted(forEachCategory("false").replaceFirst("false", "true"), forEachCategory("0.1"))));

		context.getBean(ModerationModel.class).call(new ModerationPrompt("You idiot"));

		SentSpan span = braintrust.awaitSpans(1).get(0);
		assertThat(span.name()).startsWith("moderation ");
		assertThat(span.json("braintrust.input_json").toString()).contains("You idiot");
		assertThat(span.json("braintrust.output_json").path(0).path("message").path("content").asString())
			.contains("\"flagged\":true")
			.contains("\"harassment\":true");
	}

	private static String forEachCategory(String value) {
		return Stream
			.of("harassment", "harassment/threatening", "hate", "hate/threatening", "illicit", "illicit/violent",
					"self-harm", "self-harm/intent", "self-harm/instructions", "sexual", "sexual/minors", "violence",
					"violence/graphic")
			.map((category) -> '"' + category + "\":" + value)
			.collect(Collectors.joining(","));
	}

	@Test
	void sendsARefusedRequestForSpeech() {
		models.answers("/v1/audio/speech", ModelServer.json("{\"error\":{\"message\":\"no\"}}").withStatus(400));

		assertThatException().isThrownBy(() -> context.getBean(TextToSpeechModel.class).call("Good morning"));

		assertThat(braintrust.awaitSpans(1).get(0).metadata().path("error.category").asString())
			.isEqualTo("invalid_request");
	}

}
