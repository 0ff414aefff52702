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

	/**
	 * Used again as soon as it can be, so that each test tells of a frame that is changed
	 * too soon.
	 */
	private static final FrameMemory MEMORY = new FrameMemory();

	private Frames() {
	}

	static Frame named(String name) {
		return named(name, 0);
	}

	static Frame named(String name, int contentLength) {
		Span span = Span.newBuilder()
			.setName(name)
			.addAttributes(KeyValue.newBuilder()
				.setKey("content")
				.setValue(AnyValue.newBuilder().setStringValue("x".repeat(contentLength))))
			.build();
		byte[] bytes = ExportTraceServiceRequest.newBuilder()
			.addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
			.build()
			.toByteArray();
		Frame frame = MEMORY.take(bytes.length);
		System.arraycopy(bytes, 0, frame.array(), 0, bytes.length);
		return frame;
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

	static byte[] concatenated(List<Frame> frames) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		frames.forEach((frame) -> all.writeBytes(frame.copy()));
		return all.toByteArray();
	}

}
