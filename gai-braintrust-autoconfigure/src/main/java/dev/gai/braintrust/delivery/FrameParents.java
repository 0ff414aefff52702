package dev.gai.braintrust.delivery;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Finds the {@code braintrust.parent} of encoded spans. A span's own parent wins over the
 * {@code x-bt-parent} header of its request, which has room for one only.
 */
final class FrameParents {

	private static final ByteBuffer KEY = ByteBuffer.wrap("braintrust.parent".getBytes(StandardCharsets.UTF_8))
		.asReadOnlyBuffer();

	private FrameParents() {
	}

	/**
	 * The parent that a request shall name.
	 * @param frames the spans of the request
	 * @param configured the parent that holds for spans without one of their own
	 * @return the parent of all of them, {@code null} if each names one but not the same
	 */
	static @Nullable String common(List<byte[]> frames, String configured) {
		String common = null;
		boolean mixed = false;
		for (byte[] frame : frames) {
			String parent = of(frame);
			if (parent == null) {
				return configured;
			}
			mixed |= common != null && !common.equals(parent);
			common = parent;
		}
		return mixed ? null : Objects.requireNonNullElse(common, configured);
	}

	/**
	 * The parent of a span.
	 * @param frame an {@code ExportTraceServiceRequest} of one span
	 * @return its parent, {@code null} if it has none
	 */
	static @Nullable String of(byte[] frame) {
		try {
			return inside(new ProtobufReader(ByteBuffer.wrap(frame), false), 1);
		}
		catch (RuntimeException ex) {
			// No span that we have encoded: the service will say what it thinks of it.
			return null;
		}
	}

	/**
	 * Goes down from the request through the spans of a resource (1) and those of a scope
	 * (2) to the span (2).
	 */
	private static @Nullable String inside(ProtobufReader message, int depth) {
		int number = (depth == 1) ? 1 : 2;
		while (message.next()) {
			if (!message.isBytes(number)) {
				message.skip();
				continue;
			}
			ProtobufReader inner = message.message();
			String parent = (depth == 3) ? attribute(inner) : inside(inner, depth + 1);
			if (parent != null) {
				return parent;
			}
		}
		return null;
	}

	private static @Nullable String attribute(ProtobufReader span) {
		while (span.next()) {
			if (!span.isBytes(9)) {
				span.skip();
				continue;
			}
			ProtobufReader keyValue = span.message();
			if (keyValue.next() && keyValue.isBytes(1) && keyValue.isText(KEY) && keyValue.next()
					&& keyValue.isBytes(2)) {
				ProtobufReader value = keyValue.message();
				return (value.next() && value.isBytes(1)) ? value.text() : null;
			}
		}
		return null;
	}

}
