package dev.gai.braintrust.springai;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import dev.gai.braintrust.springai.bean.AdvisorNames;
import dev.gai.braintrust.springai.http.HttpExchanges;
import dev.gai.braintrust.trace.GenAiTracer;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * The readers for those parts of Spring AI that the application has.
 */
final class ContextReaders {

	private final List<ContextReader<?>> readers = new ArrayList<>();

	/** Every observation of the application is asked for, several times each. */
	private final Map<Class<?>, Optional<ContextReader<Observation.Context>>> byType = new ConcurrentHashMap<>();

	ContextReaders(@Nullable ClassLoader classLoader, HttpExchanges exchanges, AdvisorNames advisors,
			Supplier<GenAiTracer> recording) {
		UnseenTools unseen = new UnseenTools();
		this.readers.add(new ChatModelReader(exchanges, unseen));
		this.readers.add(new ToolCallReader(unseen));
		this.readers.add(new EmbeddingReader(exchanges));
		this.readers.add(new ImageReader(exchanges));
		if (ClassUtils.isPresent("org.springframework.ai.chat.client.ChatClient", classLoader)) {
			AdvisorRuns runs = new AdvisorRuns(advisors, recording);
			this.readers.add(new ChatClientReader(runs));
			this.readers.add(new RoundReader(runs));
		}
		if (ClassUtils.isPresent("org.springframework.ai.vectorstore.VectorStore", classLoader)) {
			this.readers.add(new RetrievalReader());
		}
	}

	boolean isSpringAi(Observation.Context context) {
		return find(context) != null;
	}

	/**
	 * The reader of a context.
	 * @param context the context
	 * @return the reader, {@code null} if Spring AI has not made the context
	 */
	@Nullable ContextReader<Observation.Context> find(Observation.Context context) {
		Optional<ContextReader<Observation.Context>> known = this.byType.get(context.getClass());
		return ((known != null) ? known : this.byType.computeIfAbsent(context.getClass(), (type) -> search(context)))
			.orElse(null);
	}

	@SuppressWarnings("unchecked")
	private Optional<ContextReader<Observation.Context>> search(Observation.Context context) {
		for (ContextReader<?> reader : this.readers) {
			if (reader.contextType().isInstance(context)) {
				return Optional.of((ContextReader<Observation.Context>) reader);
			}
		}
		return Optional.empty();
	}

}
