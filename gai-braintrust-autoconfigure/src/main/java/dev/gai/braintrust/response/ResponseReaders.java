package dev.gai.braintrust.response;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.gai.braintrust.error.AnsweredErrorException;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.guard.OnceLog;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Asks the readers in their order.
 *
 * @since 0.1.0
 */
@Internal
public final class ResponseReaders {

	private final List<ResponseReader<?>> readers;

	private final OnceLog log = new OnceLog(ResponseReaders.class, 100);

	/**
	 * Creates the chain.
	 * @param readers the readers, those of the application first
	 */
	public ResponseReaders(List<? extends ResponseReader<?>> readers) {
		this.readers = List.copyOf(readers);
	}

	/**
	 * The readers that need no library beside this one: results that are
	 * {@link dev.gai.braintrust.usage.UsageCarrier}s, and JSON in the shapes of OpenAI's
	 * APIs and of Anthropic's messages, parsed to maps or to a tree of Jackson.
	 * @return the readers
	 */
	public static List<ResponseReader<?>> builtIn() {
		return List.of(new UsageCarrierReader(), ProviderJsonReader.ofMaps(), ProviderJsonReader.ofNodes());
	}

	/**
	 * Reads JSON in the shapes of OpenAI's APIs or of Anthropic's messages.
	 * @param documents parsed documents, at least one: a response, or the chunks of a
	 * streamed one in their order
	 * @return what they say together, or {@code null} if they are not a model's response
	 */
	public static @Nullable LlmResponse readJson(List<? extends Map<?, ?>> documents) {
		return ProviderJsonReader.readDocuments(documents);
	}

	/**
	 * Reads a result.
	 * @param result the result
	 * @return what the first reader that understands it says, or {@code null} if none
	 * does
	 */
	public @Nullable LlmResponse read(@Nullable Object result) {
		return (result == null) ? null : ask(result, (reader) -> readOne(reader, result));
	}

	/**
	 * The error that a provider has answered with.
	 * @param result a result, or an element of a stream
	 * @return the error, {@code null} if the result is anything else
	 */
	public @Nullable AnsweredErrorException errorIn(@Nullable Object result) {
		if (result instanceof CharSequence text) {
			return ErrorText.in(text);
		}
		LlmResponse read = read(result);
		return (read != null) ? read.error() : null;
	}

	/**
	 * Reads the elements of a stream.
	 * @param elements the elements in the order of their arrival
	 * @return what the first reader that understands them says, or {@code null} if none
	 * does
	 */
	public @Nullable LlmResponse readAll(List<?> elements) {
		return elements.isEmpty() ? null
				: ask(elements.get(elements.size() - 1), (reader) -> readMany(reader, elements));
	}

	private @Nullable LlmResponse ask(Object example, Function<ResponseReader<?>, @Nullable LlmResponse> question) {
		for (ResponseReader<?> reader : this.readers) {
			try {
				LlmResponse response = reader.responseType().isInstance(example) ? question.apply(reader) : null;
				if (response != null) {
					return response;
				}
			}
			catch (Throwable ex) {
				Guard.rethrowFatal(ex);
				warnOnce(reader, ex);
			}
		}
		return null;
	}

	private static <T> @Nullable LlmResponse readOne(ResponseReader<T> reader, Object result) {
		return reader.read(reader.responseType().cast(result));
	}

	private static <T> @Nullable LlmResponse readMany(ResponseReader<T> reader, List<?> elements) {
		Class<T> type = reader.responseType();
		return reader.readAll(elements.stream().filter(type::isInstance).<T>map(type::cast).toList());
	}

	private void warnOnce(ResponseReader<?> reader, Throwable ex) {
		// The message may hold content of the response: the type says enough.
		this.log.warn(reader.getClass().getName(), () -> "Response reader " + reader.getClass().getName()
				+ " failed with " + ex.getClass().getName() + "; model, usage and output of such results are not read");
	}

}
