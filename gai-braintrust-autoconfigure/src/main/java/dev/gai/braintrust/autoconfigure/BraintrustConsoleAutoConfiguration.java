package dev.gai.braintrust.autoconfigure;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.attachment.LateStore;
import dev.gai.braintrust.autoconfigure.properties.BraintrustConnection;
import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties.ContentCapture;
import dev.gai.braintrust.autoconfigure.startup.ConsoleNotice;
import dev.gai.braintrust.autoconfigure.startup.ForwardedAddresses;
import dev.gai.braintrust.autoconfigure.startup.LibraryVersion;
import dev.gai.braintrust.autoconfigure.startup.NoExport;
import dev.gai.braintrust.console.Console;
import dev.gai.braintrust.console.ConsoleActions;
import dev.gai.braintrust.console.ConsoleSettings;
import dev.gai.braintrust.console.FeedbackNotes;
import dev.gai.braintrust.console.KeptTraces;
import dev.gai.braintrust.console.Pictures;
import dev.gai.braintrust.console.PromptRerun;
import dev.gai.braintrust.console.ReactiveConsole;
import dev.gai.braintrust.console.RunningSpans;
import dev.gai.braintrust.console.ServletConsole;
import dev.gai.braintrust.console.TraceArchive;
import dev.gai.braintrust.console.TraceRing;
import dev.gai.braintrust.content.ContentMasker;
import dev.gai.braintrust.content.ContentMasking;
import dev.gai.braintrust.dataset.BraintrustDatasets;
import dev.gai.braintrust.delivery.spool.SpoolSettings;
import dev.gai.braintrust.export.BraintrustSpanProcessor;
import dev.gai.braintrust.feedback.GenAiFeedback;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.springai.ModelRerun;
import dev.gai.braintrust.trace.GenAiTracer;
import io.micrometer.observation.ObservationPredicate;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the console, a page on which the
 * latest traces can be looked at while developing, with or without an account. Off unless
 * {@code gai.braintrust.console.enabled} says otherwise, which DevTools do.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = BraintrustAutoConfiguration.class)
@ConditionalOnWebApplication
@ConditionalOnBooleanProperty(name = "gai.braintrust.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty("gai.braintrust.console.enabled")
@EnableConfigurationProperties(BraintrustProperties.class)
@Import(BraintrustConnectionConfiguration.class)
public final class BraintrustConsoleAutoConfiguration {

	private static final long MAX_BYTES = 32L * 1024 * 1024;

	@Bean
	@ConditionalOnMissingBean
	TraceRing braintrustTraceRing(BraintrustProperties properties) {
		return new TraceRing(properties.console().maxTraces(),
				Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / 8));
	}

	@Bean
	@ConditionalOnMissingBean
	RunningSpans braintrustRunningSpans(BraintrustProperties properties, ObjectProvider<ContentMasker> maskers) {
		ContentMasking masking = BraintrustExportAutoConfiguration.masking(properties, maskers);
		return new RunningSpans((name) -> masking.maskLabel("name", name));
	}

	@Bean
	SmartInitializingSingleton braintrustRunningSpansWatch(RunningSpans braintrustRunningSpans,
			ObjectProvider<BraintrustSpanProcessor> processor) {
		return () -> processor.ifAvailable((used) -> used.watch(braintrustRunningSpans));
	}

	@Bean(initMethod = "start")
	@ConditionalOnMissingBean
	@ConditionalOnBooleanProperty(name = { "gai.braintrust.console.persistent", "gai.braintrust.export.spool.enabled" },
			matchIfMissing = true)
	TraceArchive braintrustTraceArchive(BraintrustProperties properties, Environment environment,
			KeptTraces braintrustKeptTraces) {
		return new TraceArchive(archiveDirectory(properties, environment), braintrustKeptTraces,
				properties.console().maxTraces(), MAX_BYTES * 2, properties.export().spool().maxAge());
	}

	/** In the folder of the spool, or else one of this application in this folder. */
	private static Path archiveDirectory(BraintrustProperties properties, Environment environment) {
		Path spool = properties.export().spool().directory();
		String application = environment.getProperty("spring.application.name", "application");
		String digest = SpoolSettings.digest(System.getProperty("user.name", "unknown"), application,
				System.getProperty("user.dir", ""));
		return (spool != null) ? spool.resolve("console")
				: Path.of(System.getProperty("java.io.tmpdir"), "gai-braintrust-console-" + digest);
	}

	@Bean
	@ConditionalOnMissingBean
	FeedbackNotes braintrustFeedbackNotes(TraceRing braintrustTraceRing) {
		return new FeedbackNotes(braintrustTraceRing);
	}

	@Bean
	@ConditionalOnMissingBean
	Pictures braintrustPictures() {
		return new Pictures();
	}

	@Bean
	@ConditionalOnMissingBean
	KeptTraces braintrustKeptTraces(TraceRing braintrustTraceRing, FeedbackNotes braintrustFeedbackNotes,
			Pictures braintrustPictures) {
		return new KeptTraces(braintrustTraceRing, braintrustFeedbackNotes, braintrustPictures);
	}

	@Bean
	SmartInitializingSingleton braintrustPicturesListening(Pictures braintrustPictures,
			ObjectProvider<LateStore> braintrustAttachmentStore) {
		return () -> braintrustAttachmentStore.ifAvailable((store) -> store.copyTo(braintrustPictures));
	}

	@Bean
	SmartInitializingSingleton braintrustFeedbackNotesListening(FeedbackNotes braintrustFeedbackNotes,
			ObjectProvider<GenAiFeedback> genAiFeedback) {
		return () -> genAiFeedback.ifAvailable((given) -> given.listen(braintrustFeedbackNotes));
	}

	@Bean
	@ConditionalOnMissingBean
	ConsoleActions braintrustConsoleActions(TraceRing braintrustTraceRing, Environment environment,
			ObjectProvider<PromptRerun> braintrustPromptRerun, ObjectProvider<BraintrustDatasets> braintrustDatasets) {
		return new ConsoleActions(braintrustTraceRing, braintrustPromptRerun.getIfAvailable(),
				(NoExport.reason(environment) == null) ? braintrustDatasets.getIfAvailable() : null);
	}

	@Bean
	@ConditionalOnMissingBean
	Console braintrustConsole(BraintrustProperties properties, Environment environment,
			BraintrustConnection braintrustConnection, KeptTraces braintrustKeptTraces,
			RunningSpans braintrustRunningSpans, ConsoleActions braintrustConsoleActions,
			ObjectProvider<TraceArchive> braintrustTraceArchive) {
		return new Console(
				settings(properties, environment, braintrustConnection,
						braintrustTraceArchive.getIfAvailable() != null),
				braintrustKeptTraces, braintrustRunningSpans, braintrustConsoleActions);
	}

	@Bean
	ConsoleNotice braintrustConsoleNotice(BraintrustProperties properties, Console braintrustConsole) {
		return new ConsoleNotice(properties.console().path(), braintrustConsole);
	}

	private static ConsoleSettings settings(BraintrustProperties properties, Environment environment,
			BraintrustConnection connection, boolean persistent) {
		String notSent = NoExport.reason(environment, connection.hasKey());
		return new ConsoleSettings(properties.console().path(), properties.console().maxTraces(),
				properties.content().capture() == ContentCapture.FULL, persistent,
				environment.getProperty("spring.application.name"), LibraryVersion.get(), connection.parent(),
				(notSent == null) ? connection.destination().tracesUrl().toString() : null, notSent,
				permalink(connection), ForwardedAddresses.areUsed(environment));
	}

	private static @Nullable String permalink(BraintrustConnection connection) {
		return connection.permalinks().of("{trace}", "{span}");
	}

	/**
	 * Asks Spring AI's models again.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ChatModel.class)
	static final class Rerunning {

		@Bean
		@ConditionalOnMissingBean
		ModelRerun braintrustModelRerun(ListableBeanFactory beans, ObjectProvider<ChatModel> models,
				ObjectProvider<GenAiTracer> genAiTracer) {
			return new ModelRerun(() -> named(beans, models), genAiTracer::getObject);
		}

		private static Map<String, ChatModel> named(ListableBeanFactory beans, ObjectProvider<ChatModel> models) {
			Map<String, ChatModel> named = new LinkedHashMap<>();
			models.ifUnique((primary) -> named.put("", primary));
			named.putAll(beans.getBeansOfType(ChatModel.class, false, false));
			return named;
		}

		@Bean
		@ConditionalOnMissingBean
		PromptRerun braintrustPromptRerun(ModelRerun braintrustModelRerun) {
			return new PromptRerun() {

				@Override
				public boolean isPossible() {
					return braintrustModelRerun.isPossible();
				}

				@Override
				public String start(String traceId, String spanId, Map<String, @Nullable Object> metadata,
						List<Message> messages) {
					return braintrustModelRerun.start(traceId, spanId, metadata, messages);
				}

			};
		}

	}

	/**
	 * The door in Spring MVC.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass(DispatcherServlet.class)
	static final class ServletDoor {

		@Bean
		ServletConsole braintrustServletConsole(Console braintrustConsole) {
			return new ServletConsole(braintrustConsole);
		}

		@Bean
		org.springframework.web.servlet.function.RouterFunction<org.springframework.web.servlet.function.ServerResponse> braintrustConsoleRoutes(
				ServletConsole braintrustServletConsole) {
			return braintrustServletConsole.routes();
		}

		@Bean
		ObservationPredicate braintrustConsoleObservationPredicate(ServletConsole braintrustServletConsole) {
			return (name, context) -> !(context instanceof ServerRequestObservationContext observed
					&& observed.getCarrier() != null && braintrustServletConsole.serves(observed.getCarrier()));
		}

	}

	/**
	 * The door in Spring WebFlux.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnClass(DispatcherHandler.class)
	static final class ReactiveDoor {

		@Bean
		ReactiveConsole braintrustReactiveConsole(Console braintrustConsole) {
			return new ReactiveConsole(braintrustConsole);
		}

		@Bean
		RouterFunction<ServerResponse> braintrustConsoleRoutes(ReactiveConsole braintrustReactiveConsole) {
			return braintrustReactiveConsole.routes();
		}

		@Bean
		ObservationPredicate braintrustConsoleObservationPredicate(ReactiveConsole braintrustReactiveConsole) {
			return (name,
					context) -> !(context instanceof org.springframework.http.server.reactive.observation.ServerRequestObservationContext observed
							&& observed.getCarrier() != null
							&& braintrustReactiveConsole.serves(observed.getCarrier()));
		}

	}

}
