package dev.gai.braintrust.response;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.gai.braintrust.error.AnsweredErrorException;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.guard.OnceLog;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.response.ending.ErrorText;
import dev.gai.braintrust.response.usage.JsonContent;
import dev.gai.braintrust.response.usage.JsonText;
import dev.gai.braintrust.response.usage.JsonValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Asks the readers in their order.
 *
 * @since 0.1.0
 */
@Internal
public final class ResponseReaders {

	private static final int MAX_DOCUMENTS = 10_000;

	/** Of these alone, a type of the application may as well be a result. */
	private static final Set<String> MESSAGE = Set.of("message", "Message", "code", "status", "statusCode",
			"status_code", "id");

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
	 * {@link dev.gai.braintrust.usage.UsageCarrier}s, and JSON in the shapes of the APIs
	 * of providers, parsed to maps or to a tree of Jackson.
	 * @return the readers
	 */
	public static List<ResponseReader<?>> builtIn() {
		return List.of(new UsageCarrierReader(), ProviderJsonReader.ofMaps(), ProviderJsonReader.ofNodes());
	}

	/**
	 * Reads JSON in the shapes of the APIs of providers.
	 * @param documents parsed documents, at least one: a response, or the chunks of a
	 * streamed one in their order
	 * @return what they say together, or {@code null} if they are not a model's response
	 */
	public static @Nullable LlmResponse readJson(List<? extends Map<?, ?>> documents) {
		return ProviderJsonReader.readDocuments(documents);
	}

	/**
	 * Reads JSON in the shapes of the APIs of providers that is still text.
	 * @param texts text or bytes: documents, or the events of a stream in their order
	 * @return what they say together, or {@code null} if they are not a model's response
	 */
	public static @Nullable LlmResponse readText(List<?> texts) {
		List<Object> documents = JsonText.documents(texts);
		return documents.isEmpty() ? null : readSeveral(documents);
	}

	/**
	 * Reads the copy of a result of a type that the application has made for the JSON of
	 * a provider. Many types have fields of the same names: it has to say more than that.
	 * @param tree a plain tree
	 * @return what it says, {@code null} if it is anything else
	 */
	public static @Nullable LlmResponse readCopy(@Nullable Object tree) {
		List<?> documents = (tree instanceof List<?> list) ? list : (tree != null) ? List.of(tree) : List.of();
		boolean some = !documents.isEmpty() && documents.stream().allMatch(Map.class::isInstance);
		LlmResponse read = some ? ProviderJsonReader.readDocuments(documents) : null;
		boolean answer = read != null && !read.choices().isEmpty() && (read.usage() != null || read.model() != null);
		boolean failed = read != null && read.error() != null && !isPlainMessage(tree);
		return (answer || failed) ? read : null;
	}

	private static boolean isPlainMessage(@Nullable Object tree) {
		return tree instanceof Map<?, ?> map && MESSAGE.containsAll(map.keySet());
	}

	/**
	 * Reads a result, whatever it is wrapped in.
	 * @param result the result
	 * @return what the first reader that understands it says, or {@code null} if none
	 * does
	 */
	public @Nullable LlmResponse read(@Nullable Object result) {
		if (result == null) {
			return null;
		}
		LlmResponse response = ask(result, (reader) -> readOne(reader, result));
		if (response != null) {
			return response;
		}
		Object inner = Wrapped.inside(result);
		if (inner != null && inner != result) {
			return read(inner);
		}
		if (inner instanceof CharSequence || inner instanceof byte[]) {
			return guarded(() -> readText(List.of(inner)));
		}
		if (inner instanceof char[] chars) {
			return guarded(() -> readText(List.of(new String(chars))));
		}
		List<?> list = Wrapped.list(inner);
		return (list != null) ? readList(list) : null;
	}

	private @Nullable LlmResponse readList(List<?> list) {
		if (list.isEmpty() || list.size() > MAX_DOCUMENTS) {
			return null;
		}
		Object first = Wrapped.inside(list.get(0));
		if (Wrapped.list(first) != null && !(first instanceof JsonNode)) {
			List<?> flat = list.stream().map(Wrapped::inside).flatMap(ResponseReaders::items).toList();
			return (flat.isEmpty() || flat.get(0) instanceof List<?>) ? null : readList(flat);
		}
		if (!isText(first) && !isDocument(first)) {
			// Most lists: the others need not be looked at.
			return null;
		}
		List<?> items = list.stream().map(Wrapped::inside).toList();
		if (items.stream().allMatch(ResponseReaders::isText)) {
			return guarded(() -> readText(items));
		}
		return items.stream().allMatch(ResponseReaders::isDocument) ? guarded(() -> readSeveral(items)) : null;
	}

	private static boolean isText(@Nullable Object item) {
		return item instanceof CharSequence || item instanceof byte[];
	}

	private static boolean isDocument(@Nullable Object item) {
		return item instanceof Map<?, ?> || item instanceof JsonNode;
	}

	/**
	 * The error that a provider has answered with.
	 * @param result a result, or an element of a stream
	 * @return the error, {@code null} if the result is anything else
	 */
	public @Nullable AnsweredErrorException errorIn(@Nullable Object result) {
		Object inner = Wrapped.inside(result);
		if (inner instanceof CharSequence text) {
			AnsweredErrorException error = ErrorText.isLikely(text) ? errorInText(text) : null;
			String named = (error == null) ? Wrapped.errorEvent(result) : null;
			return (named != null) ? new AnsweredErrorException("error", named, null) : error;
		}
		LlmResponse read = read(inner);
		return (read != null) ? read.error() : null;
	}

	private @Nullable AnsweredErrorException errorInText(CharSequence text) {
		AnsweredErrorException error = ErrorText.in(text);
		LlmResponse read = (error == null) ? guarded(() -> readText(List.of(text))) : null;
		return (read != null) ? read.error() : error;
	}

	/**
	 * Reads the elements of a stream, whatever each of them is wrapped in.
	 * @param elements the elements in the order of their arrival
	 * @return what the first reader that understands them says, or {@code null} if none
	 * does
	 */
	public @Nullable LlmResponse readAll(List<?> elements) {
		if (elements.isEmpty()) {
			return null;
		}
		Object last = elements.get(elements.size() - 1);
		if (Wrapped.list(last) != null) {
			return readAll(elements.stream().flatMap(ResponseReaders::items).toList());
		}
		LlmResponse response = ask(last, (reader) -> readMany(reader, elements));
		if (response == null && Wrapped.inside(last) != last) {
			List<?> inner = elements.stream().map(Wrapped::inside).filter(Objects::nonNull).toList();
			return readAll(inner);
		}
		return (response == null && isText(last)) ? guarded(() -> readText(elements)) : response;
	}

	/** Some send an array of documents, in as many pieces as they like. */
	private static Stream<?> items(Object element) {
		List<?> list = Wrapped.list(element);
		return (list != null) ? list.stream().filter(Objects::nonNull) : Stream.of(element);
	}

	/**
	 * Whether an element of a stream bears content, so that it can be the first token.
	 * @param element the element
	 * @return whether it does, also if no reader understands it
	 */
	public boolean bearsContent(Object element) {
		Object inner = Wrapped.inside(element);
		if (inner instanceof CharSequence text) {
			return !text.isEmpty() && (!JsonText.isLikely(text) || bearContent(text));
		}
		for (ResponseReader<?> reader : this.readers) {
			if (inner != null && reader.responseType().isInstance(inner)) {
				return bears(reader, inner);
			}
		}
		return inner != null;
	}

	/** What is no whole document is a piece of one that the model writes. */
	private static boolean bearContent(CharSequence text) {
		List<Object> documents = JsonText.documents(text);
		return documents.isEmpty() ? !JsonText.isFrame(text)
				: documents.stream().anyMatch((document) -> JsonContent.isIn(JsonValue.of(document)));
	}

	private static <T> boolean bears(ResponseReader<T> reader, Object element) {
		return reader.bearsContent(reader.responseType().cast(element));
	}

	/**
	 * Documents are the parts of one answer, unless each is an answer of its own.
	 */
	private static @Nullable LlmResponse readSeveral(List<?> documents) {
		List<LlmResponse> answers = new ArrayList<>();
		Set<String> ids = new HashSet<>();
		for (Object document : (documents.size() > 1) ? documents : List.of()) {
			LlmResponse answer = ProviderJsonReader.readDocuments(List.of(document));
			if (answer == null || answer.id() == null || answer.usage() == null) {
				return ProviderJsonReader.readDocuments(documents);
			}
			answers.add(answer);
			ids.add(answer.id());
		}
		return (ids.size() > 1) ? BatchJson.together(answers, null) : ProviderJsonReader.readDocuments(documents);
	}

	private @Nullable LlmResponse guarded(Supplier<@Nullable LlmResponse> reading) {
		try {
			return reading.get();
		}
		catch (Throwable ex) {
			Guard.rethrowFatal(ex);
			warnOnce(ProviderJsonReader.class, ex);
			return null;
		}
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
				warnOnce(reader.getClass(), ex);
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

	private void warnOnce(Class<?> reader, Throwable ex) {
		// The message may hold content of the response: the type says enough.
		this.log.warn(reader.getName(), () -> "Response reader " + reader.getName() + " failed with "
				+ ex.getClass().getName() + "; model, usage and output of such results are not read");
	}

}
