package dev.gai.braintrust.request.server;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import dev.gai.braintrust.guard.Guard;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds where the clients of providers send their requests. They do not say it, but have
 * it in a field, their own or that of a client within. The libraries are not needed here.
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class ClientAddresses {

	private static final List<String> LIBRARIES = List.of("dev.langchain4j.", "com.openai.", "com.anthropic.",
			"com.google.genai.", "com.azure.ai.", "org.springframework.ai.");

	/** Types of clients, and of models that have one. */
	private static final List<String> CLIENTS = List.of("dev.langchain4j.model.", "com.openai.client.",
			"com.anthropic.client.", "com.google.genai.");

	private static final Set<String> ADDRESSES = Set.of("baseurl", "baseuri", "endpoint");

	private static final List<String> WITHIN = List.of("client", "service", "options", "api", "backend");

	private static final int MAX_DEPTH = 5;

	private static final ClassValue<Fields> FIELDS = new ClassValue<>() {
		@Override
		protected Fields computeValue(Class<?> type) {
			return Fields.of(type);
		}
	};

	private static final ClassValue<List<Field>> CLIENTS_OF_BEANS = new ClassValue<>() {
		@Override
		protected List<Field> computeValue(Class<?> type) {
			return clientsOf(type);
		}
	};

	private static final RecentClients RECENT = new RecentClients();

	private ClientAddresses() {
	}

	/**
	 * Where a client, or a model that has one, sends its requests.
	 * @param client the client
	 * @return the address, {@code null} if it cannot be told
	 */
	public static @Nullable ServerAddress of(@Nullable Object client) {
		if (client == null || !isOf(client.getClass(), LIBRARIES)) {
			return null;
		}
		return RECENT.of(client, (model) -> Guard.get("The host of a model is not known", null, () -> find(model, 0)));
	}

	/**
	 * Where the clients in the fields of an object of the application send their
	 * requests.
	 * @param bean the object
	 * @return the address, {@code null} if there is no client, or several that differ
	 */
	public static @Nullable ServerAddress within(@Nullable Object bean) {
		return Guard.get("The host of a model is not known", null, () -> findWithin(bean));
	}

	private static @Nullable ServerAddress findWithin(@Nullable Object bean) {
		List<Field> clients = (bean != null) ? CLIENTS_OF_BEANS.get(bean.getClass()) : List.of();
		ServerAddress found = null;
		for (Field field : clients) {
			ServerAddress address = find(ReflectionUtils.getField(field, bean), 0);
			if (found != null && address != null && !found.equals(address)) {
				return null;
			}
			found = (address != null) ? address : found;
		}
		return found;
	}

	private static @Nullable ServerAddress find(@Nullable Object client, int depth) {
		if (client == null || depth > MAX_DEPTH || !isOf(client.getClass(), LIBRARIES)) {
			return null;
		}
		Fields fields = FIELDS.get(client.getClass());
		for (Field field : fields.addresses()) {
			ServerAddress address = address(ReflectionUtils.getField(field, client));
			if (address != null) {
				return address;
			}
		}
		ServerAddress usual = said(client, fields.usual());
		if (usual != null) {
			return usual;
		}
		for (Field field : fields.within()) {
			ServerAddress address = find(ReflectionUtils.getField(field, client), depth + 1);
			if (address != null) {
				return address;
			}
		}
		return null;
	}

	/** A field that was not set stands for the provider's own host. */
	private static @Nullable ServerAddress said(Object client, @Nullable Method method) {
		return (method != null) ? address(ReflectionUtils.invokeMethod(method, client)) : null;
	}

	private static @Nullable ServerAddress address(@Nullable Object value) {
		Object said = (value instanceof Optional<?> optional) ? optional.orElse(null) : value;
		if (said instanceof URI uri) {
			return ServerAddress.of(uri);
		}
		return (said instanceof String url) ? ServerAddress.of(url) : null;
	}

	private static List<Field> clientsOf(Class<?> bean) {
		List<Field> clients = new ArrayList<>();
		for (Class<?> type = bean; type != null
				&& !isOf(type, List.of("java.", "org.springframework.")); type = type.getSuperclass()) {
			for (Field field : type.getDeclaredFields()) {
				if (isOf(field.getType(), CLIENTS) && isReadable(field)) {
					clients.add(field);
				}
			}
		}
		return List.copyOf(clients);
	}

	private static boolean isOf(Class<?> type, List<String> packages) {
		return packages.stream().anyMatch(type.getName()::startsWith);
	}

	private static boolean isReadable(Field field) {
		return !Modifier.isStatic(field.getModifiers()) && field.trySetAccessible();
	}

	/**
	 * Where to look.
	 *
	 * @param addresses fields that hold an address
	 * @param within fields that hold something that may have one
	 * @param usual says the address, {@code null} if there is no such method
	 */
	private record Fields(List<Field> addresses, List<Field> within, @Nullable Method usual) {

		static Fields of(Class<?> client) {
			Fields fields = new Fields(new ArrayList<>(), new ArrayList<>(),
					ClassUtils.getMethodIfAvailable(client, "baseUrl", new Class<?>[0]));
			for (Class<?> type = client; type != null && isOf(type, LIBRARIES); type = type.getSuperclass()) {
				for (Field field : type.getDeclaredFields()) {
					fields.add(field, field.getName().toLowerCase(Locale.ROOT));
				}
			}
			return fields;
		}

		private void add(Field field, String name) {
			Class<?> type = field.getType();
			if (ADDRESSES.contains(name) && (type == String.class || type == URI.class || type == Optional.class)) {
				if (isReadable(field)) {
					this.addresses.add(field);
				}
			}
			else if (isOf(type, LIBRARIES) && WITHIN.stream().anyMatch(name::contains) && isReadable(field)) {
				this.within.add(field);
			}
		}

	}

}
