package dev.gai.braintrust.springai;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.springai.bean.ModelBean;
import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.ai.chat.model.ChatModel;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.util.ReflectionUtils;

/**
 * Looks at what the observations of Spring AI's chat models do not show: the chunks of a
 * stream, which are put together with a loss, and the host. A bean keeps its type; models
 * whose class does not allow that are seen through their HTTP client.
 *
 * @since 0.1.0
 */
public final class WatchedChatModels implements BeanPostProcessor {

	private static final Log logger = LogFactory.getLog(WatchedChatModels.class);

	/**
	 * Creates a post-processor.
	 */
	public WatchedChatModels() {
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!(bean instanceof ChatModel)) {
			return bean;
		}
		ModelBean model = ModelBean.of(bean);
		boolean observed = Boolean.TRUE
			.equals(Guard.get("Streams of a model are not watched", false, () -> isObserved(model.target())));
		return observed ? model.advisedBy(new ChatModelInterceptor(),
				(reason) -> logger.debug("Streams of bean '" + beanName + "' are not watched", reason)) : bean;
	}

	/** A mock, for example, has no registry. */
	private static boolean isObserved(Object target) {
		Class<?> type = target.getClass();
		if (!type.getName().startsWith("org.springframework.ai.") || Modifier.isFinal(type.getModifiers())) {
			return false;
		}
		Field field = ReflectionUtils.findField(type, "observationRegistry");
		return field != null && field.trySetAccessible()
				&& ReflectionUtils.getField(field, target) instanceof ObservationRegistry registry
				&& !registry.isNoop();
	}

}
