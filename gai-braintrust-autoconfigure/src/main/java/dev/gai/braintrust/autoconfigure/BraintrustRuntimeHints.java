package dev.gai.braintrust.autoconfigure;

import java.net.http.HttpClient;
import java.util.List;

import dev.gai.braintrust.autoconfigure.properties.ApiKey;
import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.autoconfigure.properties.TextSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * What a native image cannot find by itself: files of the library, types that are looked
 * for by name, and what is called or read by reflection.
 */
final class BraintrustRuntimeHints implements RuntimeHintsRegistrar {

	private static final List<String> FILES = List.of("dev/gai/braintrust/console/*",
			"dev/gai/braintrust/cost/catalog/*", "dev/gai/braintrust/content/masking/*.txt",
			"dev/gai/braintrust/autoconfigure/startup/version.txt",
			// Names of settings, of which those that nothing reads are told.
			"META-INF/spring-configuration-metadata.json");

	private static final List<String> LOOKED_FOR = List.of("reactor.core.publisher.Flux",
			"org.springframework.ai.chat.client.ChatClient", "org.springframework.ai.vectorstore.VectorStore",
			"org.springframework.ai.evaluation.Evaluator", "org.springframework.http.HttpEntity",
			"org.springframework.http.ResponseEntity", "org.springframework.http.codec.ServerSentEvent",
			"org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter", "jakarta.servlet.AsyncContext",
			"org.springframework.http.client.observation.ClientRequestObservationContext",
			"org.springframework.web.reactive.function.client.ClientRequestObservationContext",
			"org.springframework.web.client.RestClient", "org.springframework.web.reactive.function.client.WebClient",
			"kotlinx.coroutines.ThreadContextElement", "kotlinx.coroutines.flow.Flow",
			"kotlinx.coroutines.reactor.ReactorContext", "com.openai.client.OpenAIClient",
			"dev.langchain4j.model.openai.OpenAiChatRequestParameters",
			"dev.langchain4j.model.openai.OpenAiChatResponseMetadata",
			"dev.langchain4j.model.openai.OpenAiResponsesChatResponseMetadata",
			"dev.langchain4j.model.openai.OpenAiTokenUsage",
			"dev.langchain4j.model.anthropic.AnthropicChatResponseMetadata",
			"dev.langchain4j.model.anthropic.AnthropicTokenUsage",
			"org.springframework.boot.micrometer.tracing.test.autoconfigure.AutoConfigureTracing",
			"io.opentelemetry.javaagent.OpenTelemetryAgent");

	private static final List<String> CALLED = List.of("com.openai.core.http.StreamResponse",
			"com.anthropic.core.http.StreamResponse", "jakarta.persistence.spi.PersistenceProviderResolverHolder",
			"jakarta.persistence.spi.PersistenceProviderResolver", "jakarta.persistence.spi.PersistenceProvider",
			"jakarta.persistence.spi.ProviderUtil", "org.hibernate.Hibernate", "org.hibernate.proxy.HibernateProxy",
			"org.hibernate.proxy.LazyInitializer", "org.hibernate.collection.spi.PersistentCollection",
			"org.eclipse.persistence.indirection.IndirectContainer", "dev.langchain4j.model.openai.OpenAiTokenUsage",
			"dev.langchain4j.model.anthropic.AnthropicTokenUsage",
			"dev.langchain4j.model.googleai.GoogleAiGeminiChatResponseMetadata", "kotlin.Result", "kotlin.UByte",
			"kotlin.UShort", "kotlin.UInt", "kotlin.ULong", "kotlin.time.Duration");

	private static final List<String> READ = List.of(
			"org.springframework.ai.vectorstore.observation.AbstractObservationVectorStore",
			"org.springframework.ai.model.tool.DefaultToolCallingManager",
			"org.springframework.ai.chat.client.advisor.ToolCallingAdvisor",
			"org.springframework.ai.openai.OpenAiAudioTranscriptionModel",
			"org.springframework.ai.openai.OpenAiAudioSpeechModel",
			"org.springframework.ai.openai.OpenAiModerationModel", "org.springframework.ai.openai.OpenAiChatModel",
			"org.springframework.ai.openai.OpenAiEmbeddingModel", "org.springframework.ai.openai.OpenAiImageModel",
			"org.springframework.ai.anthropic.AnthropicChatModel", "org.springframework.ai.ollama.OllamaChatModel",
			"org.springframework.ai.ollama.OllamaEmbeddingModel", "org.springframework.ai.ollama.api.OllamaApi",
			"org.springframework.ai.mistralai.MistralAiChatModel", "org.springframework.ai.mistralai.api.MistralAiApi",
			"org.springframework.ai.deepseek.DeepSeekChatModel", "org.springframework.ai.deepseek.api.DeepSeekApi",
			"dev.langchain4j.service.tool.DefaultToolExecutor",
			"dev.langchain4j.service.guardrail.AbstractGuardrailService",
			// Where clients send their requests.
			"com.openai.client.OpenAIClientImpl", "com.openai.client.OpenAIClientAsyncImpl",
			"com.openai.core.ClientOptions", "com.openai.client.okhttp.OkHttpClient",
			"com.anthropic.client.okhttp.OkHttpClient", "com.anthropic.client.AnthropicClientImpl",
			"com.anthropic.client.AnthropicClientAsyncImpl", "com.anthropic.core.ClientOptions",
			"dev.langchain4j.model.openai.OpenAiChatModel", "dev.langchain4j.model.openai.OpenAiStreamingChatModel",
			"dev.langchain4j.model.openai.OpenAiEmbeddingModel",
			"dev.langchain4j.model.openai.internal.DefaultOpenAiClient",
			"dev.langchain4j.model.anthropic.AnthropicChatModel",
			"dev.langchain4j.model.anthropic.AnthropicStreamingChatModel",
			"dev.langchain4j.model.anthropic.internal.client.DefaultAnthropicClient",
			"dev.langchain4j.model.openai.OpenAiResponsesChatModel",
			"dev.langchain4j.model.openai.OpenAiResponsesStreamingChatModel",
			"dev.langchain4j.model.openai.OpenAiResponsesClient", "dev.langchain4j.model.googleai.BaseGeminiChatModel",
			"dev.langchain4j.model.googleai.GeminiService");

	/** Values whose fields say which of their methods are properties. */
	private static final List<String> SHOWN = List.of("dev.langchain4j.data.segment.TextSegment",
			"dev.langchain4j.data.document.Metadata", "dev.langchain4j.data.document.DefaultDocument",
			"dev.langchain4j.data.embedding.Embedding", "dev.langchain4j.rag.content.DefaultContent",
			"dev.langchain4j.store.embedding.EmbeddingMatch", "dev.langchain4j.store.embedding.EmbeddingSearchResult");

	/** Interfaces of clients that a proxy stands before, each alone. */
	private static final List<String> PROXIED = List.of("com.openai.client.OpenAIClient",
			"com.openai.client.OpenAIClientAsync", "com.openai.services.blocking.AudioService",
			"com.openai.services.async.AudioServiceAsync", "com.openai.services.blocking.audio.SpeechService",
			"com.openai.services.async.audio.SpeechServiceAsync",
			"com.openai.services.blocking.audio.TranscriptionService",
			"com.openai.services.async.audio.TranscriptionServiceAsync",
			"com.openai.services.blocking.ModerationService", "com.openai.services.async.ModerationServiceAsync",
			"com.openai.core.http.StreamResponse", "com.anthropic.core.http.StreamResponse",
			"dev.langchain4j.http.client.HttpClient", "dev.langchain4j.http.client.sse.ServerSentEventListener",
			"dev.langchain4j.model.chat.response.StreamingChatResponseHandler");

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		FILES.forEach((file) -> hints.resources().registerPattern(file));
		LOOKED_FOR.forEach((name) -> hints.reflection().registerTypeIfPresent(classLoader, name));
		CALLED.forEach((name) -> hints.reflection()
			.registerTypeIfPresent(classLoader, name, MemberCategory.INVOKE_PUBLIC_METHODS));
		READ.forEach((name) -> hints.reflection()
			.registerTypeIfPresent(classLoader, name, MemberCategory.ACCESS_DECLARED_FIELDS));
		SHOWN.forEach((name) -> hints.reflection()
			.registerTypeIfPresent(classLoader, name, MemberCategory.INVOKE_PUBLIC_METHODS,
					MemberCategory.ACCESS_DECLARED_FIELDS));
		PROXIED.forEach((name) -> hints.reflection().registerTypeIfPresent(classLoader, name));
		PROXIED.stream()
			.filter((name) -> ClassUtils.isPresent(name, classLoader))
			.forEach((name) -> hints.proxies().registerJdkProxy(TypeReference.of(name)));
		var factory = ReflectionUtils.findMethod(ApiKey.class, "of", String.class);
		Assert.state(factory != null, "ApiKey has no factory method");
		hints.reflection().registerMethod(factory, ExecutableMode.INVOKE);
		TextSettings.records(BraintrustProperties.class)
			.forEach((type) -> hints.reflection().registerType(type, MemberCategory.INVOKE_PUBLIC_METHODS));
		for (String end : List.of("shutdown", "shutdownNow")) {
			// There from Java 21 on.
			var method = ClassUtils.getMethodIfAvailable(HttpClient.class, end);
			if (method != null) {
				hints.reflection().registerMethod(method, ExecutableMode.INVOKE);
			}
		}
	}

}
