package dev.gai.braintrust.langchain4j.http;

import java.lang.reflect.Field;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.guard.HeldObjects;
import dev.gai.braintrust.promise.Internal;
import dev.langchain4j.http.client.HttpClient;

import org.springframework.util.ClassUtils;

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
			Guard.run("Answers of a provider are not read", () -> Clients.watch(model));
		}
	}

	/** Loading this class needs LangChain4j's module for HTTP. */
	private static final class Clients {

		private static final HeldObjects HELD = new HeldObjects((type) -> type.getName().startsWith(LIBRARY),
				Clients::leadsOn, MOST_LAYERS);

		static void watch(Object model) {
			HELD.walk(model, (held, place) -> {
				if (held instanceof HttpClient client && !WatchedClient.isOne(client)) {
					place.put(WatchedClient.around(client));
				}
				return held instanceof HttpClient;
			});
		}

		private static boolean leadsOn(Field field) {
			String type = field.getType().getName();
			return field.getType() == HttpClient.class
					|| (type.startsWith(LIBRARY) && (type.endsWith("Client") || type.endsWith("Service")));
		}

	}

}
