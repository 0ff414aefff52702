package dev.gai.braintrust.metrics;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/** Kinds of tokens; the later ones are part of the first two. */
enum TokenType {

	INPUT(Usage::input), OUTPUT(Usage::output), CACHED_INPUT(Usage::cachedInput), CACHE_WRITE(Usage::cacheWriteInput),
	REASONING(Usage::reasoningOutput), AUDIO_INPUT(Usage::audioInput), AUDIO_OUTPUT(Usage::audioOutput);

	static final List<TokenType> ALL = List.of(values());

	private final Function<Usage, @Nullable Long> figure;

	TokenType(Function<Usage, @Nullable Long> figure) {
		this.figure = figure;
	}

	String key() {
		return name().toLowerCase(Locale.ROOT);
	}

	@Nullable Long of(Usage usage) {
		return this.figure.apply(usage);
	}

}
