package dev.gai.braintrust.springai.media;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.springai.bean.ModelBean;
import dev.gai.braintrust.trace.GenAiTracer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.audio.transcription.TranscriptionModel;
import org.springframework.ai.audio.tts.TextToSpeechModel;
import org.springframework.ai.moderation.ModerationModel;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Puts tracing around beans that transcribe, speak or moderate. Those of OpenAI are final
 * classes, so there it is put around the client that they call. A bean keeps its type;
 * one that does not allow that is left alone.
 *
 * @since 0.1.0
 */
public final class MediaModels implements BeanPostProcessor {

	private static final Log logger = LogFactory.getLog(MediaModels.class);

	private static final String OPENAI_CLIENT = "com.openai.client.OpenAIClient";

	private static final Set<String> OPENAI_CLIENTS = Set.of(OPENAI_CLIENT, OPENAI_CLIENT + "Async");

	private final MediaCalls calls;

	/**
	 * Creates a post-processor.
	 * @param tracer supplies the tracer; asked at the first call
	 */
	public MediaModels(Supplier<@Nullable GenAiTracer> tracer) {
		this.calls = new MediaCalls(tracer);
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!isMediaModel(bean)) {
			return bean;
		}
		ModelBean model = ModelBean.of(bean);
		Object target = model.target();
		List<Field> clients = clientsOf(target);
		if (!clients.isEmpty()) {
			clients.forEach(
					(client) -> Guard.run("Calls of a model are not traced:", target, () -> exchange(target, client)));
			return bean;
		}
		return model.advisedBy(new MediaModelInterceptor(this.calls, target), (reason) -> logger.warn("Calls of bean '"
				+ beanName + "' are not traced: " + target.getClass().getName() + " cannot be advised"));
	}

	private static boolean isMediaModel(Object bean) {
		return bean instanceof TranscriptionModel || bean instanceof TextToSpeechModel
				|| bean instanceof ModerationModel;
	}

	private static List<Field> clientsOf(Object target) {
		Class<?> type = target.getClass();
		if (!Modifier.isFinal(type.getModifiers()) || !ClassUtils.isPresent(OPENAI_CLIENT, type.getClassLoader())) {
			return List.of();
		}
		return Stream.of(type.getDeclaredFields())
			.filter((field) -> OPENAI_CLIENTS.contains(field.getType().getName()))
			.toList();
	}

	private void exchange(Object target, Field field) {
		ReflectionUtils.makeAccessible(field);
		Object client = ReflectionUtils.getField(field, target);
		if (client == null) {
			return;
		}
		// Spring's helper refuses final fields.
		try {
			field.set(target, ObservedOpenAi.around(client, field.getType(), this.calls));
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
