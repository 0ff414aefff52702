package dev.gai.braintrust.sampling;

import java.util.List;
import java.util.stream.Stream;

import dev.gai.braintrust.trace.record.SpanRecord;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/**
 * The names by which a rule can know a span.
 *
 * @param providers names of the provider
 * @param models names of the model
 * @param names names of the span
 */
record SpanNames(List<String> providers, List<String> models, List<String> names) {

	static SpanNames of(SpanData span, @Nullable SpanRecord record) {
		if (record == null) {
			Attributes attributes = span.getAttributes();
			return new SpanNames(present(text(attributes, "gen_ai.provider.name"), text(attributes, "gen_ai.system")),
					present(text(attributes, "gen_ai.request.model"), text(attributes, "gen_ai.response.model")),
					List.of(span.getName()));
		}
		return new SpanNames(present(record.request().provider()),
				present(record.request().model(), record.response().model()),
				present(record.spanName(), record.name()));
	}

	private static @Nullable String text(Attributes attributes, String key) {
		return attributes.get(AttributeKey.stringKey(key));
	}

	private static List<String> present(@Nullable String... values) {
		return Stream.of(values).flatMap(Stream::ofNullable).filter((value) -> !value.isEmpty()).toList();
	}

}
