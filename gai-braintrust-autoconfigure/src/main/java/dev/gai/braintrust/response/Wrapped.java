package dev.gai.braintrust.response;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import dev.gai.braintrust.content.snapshot.ContentSnapshots;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.response.usage.JsonText;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.util.ClassUtils;

/**
 * Finds what a result is really about, inside of what it is handed over in: an
 * {@link Optional}, a Spring {@code ResponseEntity} or {@code ServerSentEvent}, a
 * response of the JDK's HTTP client, a future that is done, a buffer, the tree of another
 * library. Nothing is waited for and nothing is consumed.
 *
 * @since 0.1.0
 */
@Internal
public final class Wrapped {

	private static final int MAX_LAYERS = 8;

	private static final boolean KNOWS_SPRING_WEB = isPresent("org.springframework.http.HttpEntity");

	private static final boolean KNOWS_EVENTS = isPresent("org.springframework.http.codec.ServerSentEvent");

	/**
	 * Trees whose text is JSON, of libraries that may be there without being used by this
	 * one.
	 */
	private static final List<String> TREES = List.of("com.fasterxml.jackson.databind.node.", "com.google.gson.Json",
			"org.json.");

	private Wrapped() {
	}

	/**
	 * What is inside.
	 * @param value the value, wrapped or not
	 * @return what is inside of all layers, {@code null} if that is nothing; the value
	 * itself if it is not wrapped
	 */
	public static @Nullable Object inside(@Nullable Object value) {
		Object inner = value;
		for (int layer = 0; inner != null && layer < MAX_LAYERS; layer++) {
			Object next = once(inner);
			if (next == inner) {
				return inner;
			}
			inner = next;
		}
		return inner;
	}

	/**
	 * The elements of a value. Sets that are not Java's own may have to be loaded first.
	 * @param value any value
	 * @return its elements, {@code null} if it has none or they would have to be loaded
	 */
	public static @Nullable List<?> list(@Nullable Object value) {
		if (value instanceof JsonNode node) {
			return node.isArray() ? List.copyOf(node.values()) : null;
		}
		if (value instanceof Object[] array) {
			return Arrays.asList(array);
		}
		boolean plain = value instanceof Set<?> && value.getClass().getName().startsWith("java.util.");
		if (plain) {
			return new ArrayList<>((Set<?>) value);
		}
		return (value instanceof List<?> list && ContentSnapshots.isLoaded(list)) ? list : null;
	}

	/**
	 * What an event says that is named as an error.
	 * @param value any value
	 * @return its text, {@code null} if it is anything else
	 */
	static @Nullable String errorEvent(@Nullable Object value) {
		return (KNOWS_EVENTS && value != null && Events.isOne(value)) ? Events.error(value) : null;
	}

	private static @Nullable Object once(Object value) {
		if (value instanceof Optional<?> optional) {
			return optional.orElse(null);
		}
		if (value instanceof HttpResponse<?> response) {
			return response.body();
		}
		if (value instanceof Future<?> future) {
			return future.isDone() ? result(future) : future;
		}
		if (value instanceof ByteBuffer || value instanceof DataBuffer || value instanceof ByteArrayResource) {
			return bytes(value);
		}
		if (isTree(value.getClass().getName())) {
			return value.toString();
		}
		if (KNOWS_SPRING_WEB && Entities.isOne(value)) {
			return Entities.body(value);
		}
		return (KNOWS_EVENTS && Events.isOne(value)) ? Events.data(value) : value;
	}

	private static boolean isTree(String type) {
		for (String start : TREES) {
			if (type.startsWith(start)) {
				return true;
			}
		}
		return false;
	}

	private static @Nullable Object result(Future<?> done) {
		try {
			return done.get();
		}
		catch (ExecutionException | CancellationException ex) {
			return done;
		}
		catch (InterruptedException ex) {
			// Nothing is waited for, but who interrupts wants it to be known.
			Thread.currentThread().interrupt();
			return done;
		}
	}

	private static byte[] bytes(Object value) {
		if (value instanceof ByteArrayResource resource) {
			return resource.getByteArray();
		}
		if (value instanceof DataBuffer buffer) {
			byte[] copy = new byte[buffer.readableByteCount()];
			buffer.toByteBuffer(buffer.readPosition(), ByteBuffer.wrap(copy), 0, copy.length);
			return copy;
		}
		ByteBuffer buffer = ((ByteBuffer) value).duplicate();
		byte[] copy = new byte[buffer.remaining()];
		buffer.get(copy);
		return copy;
	}

	private static boolean isPresent(String type) {
		return ClassUtils.isPresent(type, Wrapped.class.getClassLoader());
	}

	/** Loading this class needs {@code spring-web}. */
	private static final class Entities {

		static boolean isOne(Object value) {
			return value instanceof HttpEntity<?>;
		}

		static @Nullable Object body(Object value) {
			return ((HttpEntity<?>) value).getBody();
		}

	}

	/** Loading this class needs {@code spring-web}. */
	private static final class Events {

		static boolean isOne(Object value) {
			return value instanceof ServerSentEvent<?>;
		}

		static @Nullable Object data(Object value) {
			Object data = ((ServerSentEvent<?>) value).data();
			boolean last = data instanceof String && "done".equals(((ServerSentEvent<?>) value).event());
			return (last || JsonText.END.equals(data)) ? null : data;
		}

		static @Nullable String error(Object value) {
			ServerSentEvent<?> event = (ServerSentEvent<?>) value;
			return ("error".equals(event.event()) && event.data() instanceof String said) ? said : null;
		}

	}

}
