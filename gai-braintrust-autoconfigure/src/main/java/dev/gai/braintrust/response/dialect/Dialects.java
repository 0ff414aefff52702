package dev.gai.braintrust.response.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.response.usage.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Tells documents of providers that have a format of their own as chat completions.
 *
 * @since 0.1.0
 */
@Internal
public final class Dialects {

	private static final List<Function<JsonValue, @Nullable JsonValue>> ALL = List.of(ChineseClouds::hunyuan,
			ChineseClouds::ernie, ChineseClouds::spark, GooglePalm::message, GooglePalm::predictions,
			TextCompletions::jurassic, TextCompletions::luminous, TextCompletions::sglang, TextCompletions::mistral,
			TextCompletions::generated, TextCompletions::retrieved);

	private Dialects() {
	}

	/**
	 * Tells documents as chat completions.
	 * @param documents a response, or the chunks of a streamed one
	 * @return the same in the words of OpenAI, empty if there is one of another format
	 */
	public static List<JsonValue> translated(List<JsonValue> documents) {
		List<JsonValue> translated = new ArrayList<>(documents.size());
		for (Function<JsonValue, @Nullable JsonValue> dialect : ALL) {
			for (JsonValue document : documents) {
				JsonValue told = dialect.apply(document);
				if (told == null) {
					break;
				}
				translated.add(told);
			}
			if (translated.size() == documents.size()) {
				return translated;
			}
			translated.clear();
		}
		return List.of();
	}

}
