package dev.gai.braintrust.springai.bean;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.gai.braintrust.guard.Guard;
import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.util.ReflectionUtils;

/**
 * Says of chat clients that were made without an observation registry that their calls
 * have no span: the requests to the model below are seen, advisors and steps are not. It
 * sees clients that are beans, and those that a bean has in a field when it is ready.
 *
 * @since 0.1.0
 */
public final class SilentChatClients implements BeanPostProcessor {

	private static final Log logger = LogFactory.getLog(SilentChatClients.class);

	private final AtomicBoolean told = new AtomicBoolean();

	/**
	 * Creates a post-processor.
	 */
	public SilentChatClients() {
	}

	@Override
	public @Nullable Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!this.told.get()) {
			Guard.run("A chat client could not be looked at", () -> look(bean, beanName));
		}
		return bean;
	}

	private void look(Object bean, String beanName) {
		if (bean instanceof ChatClient || bean instanceof ChatClient.Builder) {
			tell(bean, "'" + beanName + "'");
			return;
		}
		Object singleton = AopProxyUtils.getSingletonTarget(bean);
		Object target = (singleton != null) ? singleton : bean;
		for (Class<?> type = target.getClass(); type != null && !isOfOthers(type); type = type.getSuperclass()) {
			for (Field field : type.getDeclaredFields()) {
				if (isClient(field.getType()) && !Modifier.isStatic(field.getModifiers()) && field.trySetAccessible()) {
					tell(ReflectionUtils.getField(field, target), type.getName() + "." + field.getName());
				}
			}
		}
	}

	private static boolean isClient(Class<?> type) {
		return ChatClient.class.isAssignableFrom(type) || ChatClient.Builder.class.isAssignableFrom(type);
	}

	private static boolean isOfOthers(Class<?> type) {
		return type.getName().startsWith("java.") || type.getName().startsWith("org.springframework.");
	}

	private void tell(@Nullable Object client, String place) {
		if (client != null && isSilent(client) && this.told.compareAndSet(false, true)) {
			logger.warn("Calls of the chat client " + place + " are not traced, only the requests to the "
					+ "model are: it was made by ChatClient.create(model) or ChatClient.builder(model). Inject "
					+ "the ChatClient.Builder that Spring Boot makes, or write "
					+ "ChatClient.create(model, observationRegistry)");
		}
	}

	private static boolean isSilent(Object client) {
		Object request = value(client,
				(client instanceof ChatClient.Builder) ? "defaultRequest" : "defaultChatClientRequest");
		// Not one that has no handlers yet.
		return request != null && value(request, "observationRegistry") == ObservationRegistry.NOOP;
	}

	private static @Nullable Object value(Object owner, String name) {
		Field field = ReflectionUtils.findField(owner.getClass(), name);
		if (field == null) {
			return null;
		}
		ReflectionUtils.makeAccessible(field);
		return ReflectionUtils.getField(field, owner);
	}

}
