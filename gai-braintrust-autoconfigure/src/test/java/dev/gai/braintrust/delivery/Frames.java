package dev.gai.braintrust.delivery;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;

/**
 * Frames as the writer makes them, and what a backend reads from them.
 */
final class Frames {

	private Frames() {
	}

	static byte[] named(String name) {
		return named(name, 0);
	}

	static byte[] named(String name, int contentLength) {
		Span span = Span.newBuilder()
			.setName(name)
			.addAttributes(KeyValue.newBuilder()
				.setKey("content")
				.setValue(AnyValue.newBuilder().setStringValue("x".repeat(contentLength))))
			.build();
		return ExportTraceServiceRequest.newBuilder()
			.addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
			.build()
			.toByteArray();
	}

	static List<String> names(int from, int to) {
		return IntStream.range(from, to).mapToObj((i) -> "span-" + i).toList();
	}

	static List<String> namesIn(byte[] body) {
		try {
			List<String> names = new ArrayList<>();
			ExportTraceServiceRequest.parseFrom(body)
				.getResourceSpansList()
				.forEach((resource) -> resource.getScopeSpansList()
					.forEach((scope) -> scope.getSpansList().forEach((span) -> names.add(span.getName()))));
			return names;
		}
		catch (InvalidProtocolBufferException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static byte[] concatenated(List<byte[]> frames) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		frames.forEach(all::writeBytes);
		return all.toByteArray();
	}

}
