package dev.gai.braintrust.request;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import dev.gai.braintrust.content.media.MediaOfRow;
import dev.gai.braintrust.content.snapshot.ContentSnapshots;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bytes where providers have images and files, in each of the forms in which Java has
 * bytes.
 */
class BytesOfRequestsTests {

	private static final byte[] PNG = file("\u0089PNG\r\n\u001a\n");

	private static final byte[] PDF = file("%PDF-1.7\n");

	static final List<Object> FORMS = List.of(PNG, ByteBuffer.wrap(PNG), ByteBuffer.wrap(PNG).asReadOnlyBuffer(),
			ByteBuffer.allocateDirect(PNG.length).put(PNG).flip(), base64(PNG), unsigned(PNG), signed(PNG),
			unsigned(PNG).stream().mapToInt(Integer::intValue).toArray());

	@ParameterizedTest
	@FieldSource("FORMS")
	void areDescribedInEachForm(Object bytes) {
		String note = note(PNG);
		assertThat(messages(converse("image", Map.of("format", "png", "source", Map.of("bytes", bytes)))))
			.isEqualTo(user(picture(note)));
		assertThat(messages(gemini(Map.of("inlineData", Map.of("mimeType", "image/png", "data", bytes)))))
			.isEqualTo(user(picture(note)));
		assertThat(messages(anthropic(
				Map.of("type", "image", "source", Map.of("type", "base64", "media_type", "image/png", "data", bytes)))))
			.isEqualTo(user(picture(note)));
	}

	@ParameterizedTest
	@MethodSource("results")
	void areDescribedInWhatToolsAnswer(Map<String, Object> request) {
		assertThat(messages(request)).contains("\"url\":\"" + note(PNG) + "\"")
			.contains("\"role\":\"tool\"")
			.contains("fine");
	}

	static Stream<Map<String, Object>> results() {
		String url = "data:image/png;base64," + base64(PNG);
		Map<String, Object> inline = Map.of("inlineData", Map.of("mimeType", "image/png", "data", base64(PNG)));
		Map<String, Object> source = Map.of("type", "base64", "media_type", "image/png", "data", base64(PNG));
		return Stream.of(
				gemini(Map.of("functionResponse",
						Map.of("name", "shot", "response", Map.of("ok", "fine"), "parts", List.of(inline)))),
				gemini(Map.of("functionResponse",
						Map.of("name", "shot", "response", Map.of("ok", "fine"), "parts",
								List.of(Map.of("inlineData", Map.of("mimeType", "image/png", "data", PNG)))))),
				anthropic(Map.of("type", "tool_result", "tool_use_id", "t", "content",
						List.of(Map.of("type", "text", "text", "fine"), Map.of("type", "image", "source", source)))),
				converse("toolResult",
						Map.of("toolUseId", "t", "content",
								List.of(Map.of("text", "fine"),
										Map.of("image", Map.of("format", "png", "source", Map.of("bytes", PNG)))))),
				Map.of("model", "gpt-5", "input",
						List.of(Map.of("role", "user", "content", "?"),
								Map.of("type", "function_call_output", "call_id", "c", "output",
										List.of(Map.of("type", "input_text", "text", "fine"),
												Map.of("type", "input_image", "image_url", url))))),
				Map.of("model", "gpt-5", "messages",
						List.of(Map.of("role", "tool", "tool_call_id", "c", "content",
								List.of(Map.of("type", "text", "text", "fine"),
										Map.of("type", "image_url", "image_url", Map.of("url", url)))))));
	}

	@ParameterizedTest
	@MethodSource("documents")
	void areDescribedInDocuments(Map<String, Object> request) {
		assertThat(messages(request)).contains("\"file_data\":\"" + note(PDF) + "\"");
	}

	static Stream<Map<String, Object>> documents() {
		return Stream.of(converse("document", Map.of("format", "pdf", "name", "n", "source", Map.of("bytes", PDF))),
				anthropic(Map.of("type", "document", "source",
						Map.of("type", "base64", "media_type", "application/pdf", "data", PDF))),
				gemini(Map.of("inlineData", Map.of("mimeType", "application/pdf", "data", ByteBuffer.wrap(PDF)))));
	}

	private static String messages(Map<String, Object> request) {
		Object tree = new ContentSnapshots(JsonMapper.shared()).take(request).tree();
		ModelRequest read = ModelRequests.read(tree);
		assertThat(read).isNotNull();
		return JsonMapper.shared().writeValueAsString(MediaOfRow.described().apply(read.messages()));
	}

	private static Map<String, Object> converse(String kind, Object block) {
		return Map.of("modelId", "nova", "messages",
				List.of(Map.of("role", "user", "content", List.of(Map.of(kind, block)))));
	}

	private static Map<String, Object> gemini(Map<String, Object> part) {
		return Map.of("contents", List.of(Map.of("role", "user", "parts", List.of(part))));
	}

	private static Map<String, Object> anthropic(Map<String, Object> block) {
		return Map.of("model", "claude-sonnet-4-5", "max_tokens", 9, "messages",
				List.of(Map.of("role", "user", "content", List.of(block))));
	}

	private static String user(String part) {
		return "[{\"role\":\"user\",\"content\":[" + part + "]}]";
	}

	private static String picture(String note) {
		return "{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + note + "\"}}";
	}

	private static String note(byte[] bytes) {
		return String.valueOf(MediaOfRow.described().apply("data:;base64," + base64(bytes)));
	}

	private static String base64(byte[] bytes) {
		return Base64.getEncoder().encodeToString(bytes);
	}

	private static List<Integer> unsigned(byte[] bytes) {
		Integer[] numbers = new Integer[bytes.length];
		Arrays.setAll(numbers, (i) -> Byte.toUnsignedInt(bytes[i]));
		return List.of(numbers);
	}

	private static List<Byte> signed(byte[] bytes) {
		Byte[] numbers = new Byte[bytes.length];
		Arrays.setAll(numbers, (i) -> bytes[i]);
		return List.of(numbers);
	}

	private static byte[] file(String start) {
		byte[] bytes = new byte[30_000];
		new Random(3).nextBytes(bytes);
		byte[] head = start.getBytes(StandardCharsets.ISO_8859_1);
		System.arraycopy(head, 0, bytes, 0, head.length);
		return bytes;
	}

}
