package dev.gai.braintrust.delivery;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells an answer of an OTLP/HTTP endpoint from one of anything else that says 200: a
 * page to sign in at, a proxy, a default page. Only the former means that spans have been
 * stored.
 */
final class OtlpAnswer {

	private static final JsonMapper mapper = JsonMapper.builder().build();

	private static final Set<String> PARTIAL_SUCCESS = Set.of("partialSuccess", "partial_success");

	/** Beside what OTLP knows, some endpoints say that all is well. */
	private static final Set<String> OUTCOMES = Set.of("ok", "success", "status", "message");

	private static final Set<String> GOOD = Set.of("ok", "success", "accepted", "true");

	private OtlpAnswer() {
	}

	/**
	 * Reads the answer to a request that is said to have succeeded.
	 * @param contentType its content type, empty if it has none
	 * @param body its body
	 * @param cut whether that is only the beginning of it
	 * @return what was not stored, {@code null} if this is no answer of an OTLP endpoint
	 */
	static @Nullable PartialSuccess read(String contentType, byte[] body, boolean cut) {
		String type = mediaType(contentType);
		if (body.length == 0) {
			return type.equals("text/html") ? null : PartialSuccess.NONE;
		}
		return switch (type) {
			case "", "application/x-protobuf", "application/protobuf" -> protobuf(body, cut);
			case "application/json" -> cut ? null : json(body);
			default -> null;
		};
	}

	static String mediaType(String contentType) {
		int semicolon = contentType.indexOf(';');
		return ((semicolon < 0) ? contentType : contentType.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
	}

	private static @Nullable PartialSuccess protobuf(byte[] body, boolean cut) {
		PartialSuccess found = null;
		try {
			ProtobufReader response = new ProtobufReader(ByteBuffer.wrap(body), cut);
			while (response.next()) {
				if (response.isBytes(1)) {
					found = PartialSuccess.read(response.message());
				}
				else {
					response.skip();
				}
			}
		}
		catch (RuntimeException ex) {
			return cut ? found : null;
		}
		// Fields of the future may stand beside it. Alone they are anybody's bytes.
		return found;
	}

	private static @Nullable PartialSuccess json(byte[] body) {
		try {
			JsonNode answer = mapper.readTree(body);
			if (!answer.isObject()) {
				return null;
			}
			PartialSuccess found = PartialSuccess.NONE;
			for (var member : answer.properties()) {
				JsonNode value = member.getValue();
				if (PARTIAL_SUCCESS.contains(member.getKey()) && (value.isObject() || value.isNull())) {
					// In the JSON of protobuf, null is what is not said.
					found = value.isNull() ? found : PartialSuccess.read(value);
				}
				else if (!OUTCOMES.contains(member.getKey())
						|| !GOOD.contains(value.asString("").toLowerCase(Locale.ROOT))) {
					return null;
				}
			}
			return found;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

}
