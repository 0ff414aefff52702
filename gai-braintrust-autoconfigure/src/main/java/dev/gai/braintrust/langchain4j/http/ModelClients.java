package dev.gai.braintrust.langchain4j.http;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.promise.Internal;
import dev.langchain4j.http.client.HttpClient;

import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Looks at what LangChain4j's own models receive. Their builders take a client of HTTP,
 * but the application may have given them its own, so that it is the finished model whose
 * client is watched.
 *
 * @since 0.1.0
 */
@Internal
public final class ModelClients {

	private static final boolean KNOWN = ClassUtils.isPresent("dev.langchain4j.http.client.HttpClient",
			ModelClients.class.getClassLoader());

	private static final String LIBRARY = "dev.langchain4j.model.";

	private static final int MOST_LAYERS = 4;

	private ModelClients() {
	}

	/**
	 * Watches the clients of a model.
	 * @param model the model itself, no proxy
	 */
	public static void watch(Object model) {
		if (KNOWN) {
			Guard.run("Answers of a provider are not read", () -> Clients.watch(model, MOST_LAYERS));
		}
	}

	/** Loading this class needs LangChain4j's module for HTTP. */
	private static final class Clients {

		static void watch(Object holder, int layers) {
			for (Field field : leadingOn(holder.getClass())) {
				Object held = ReflectionUtils.getField(field, holder);
				if (held instanceof HttpClient client) {
					if (!WatchedClient.isOne(client)) {
						ReflectionUtils.setField(field, holder, WatchedClient.around(client));
					}
				}
				else if (held != null && layers > 0) {
					watch(held, layers - 1);
				}
			}
		}

		private static List<Field> leadingOn(Class<?> holder) {
			List<Field> fields = new ArrayList<>();
			for (Class<?> type = holder; type != null; type = type.getSuperclass()) {
				for (Field field : type.getName().startsWith(LIBRARY) ? type.getDeclaredFields() : new Field[0]) {
					if (leadsOn(field) && !Modifier.isStatic(field.getModifiers()) && field.trySetAccessible()) {
						fields.add(field);
					}
				}
			}
			return fields;
		}

		private static boolean leadsOn(Field field) {
			String type = field.getType().getName();
			return field.getType() == HttpClient.class
					|| (type.startsWith(LIBRARY) && (type.endsWith("Client") || type.endsWith("Service")));
		}

	}

}
