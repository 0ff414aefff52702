package dev.gai.braintrust.content.media;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;

import dev.gai.braintrust.content.ContentJson;
import dev.gai.braintrust.content.ContentMasking;
import dev.gai.braintrust.content.snapshot.ContentSnapshots;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What stands in a row for images, sounds and files, in each of the shapes in which they
 * come.
 */
@Tag("thorough")
class MediaOfRowTests {

	private static final byte[] PNG = file("\u0089PNG\r\n\u001a\n", 100_000);

	private static final String BASE64 = Base64.getEncoder().encodeToString(PNG);

	private static final String NOTE = "<image/png, 100000 bytes, SHA-256 " + InlineMedia.sha256(PNG) + ">";

	private final MediaOfRow media = MediaOfRow.described();

	@Test
	void describesDataUrls() {
		String url = "data:image/png;base64," + BASE64;
		assertThat(described(url)).isEqualTo(NOTE);
		assertThat(described(Map.of("image_url", Map.of("url", url))))
			.isEqualTo(Map.of("image_url", Map.of("url", NOTE)));
		assertThat(described("see ![it](" + url + ") there")).isEqualTo("see ![it](" + NOTE + ") there");
		assertThat(described("<img src='" + url + "'><img src=\"" + url + "\">"))
			.isEqualTo("<img src='" + NOTE + "'><img src=\"" + NOTE + "\">");
		assertThat(described("data:image/png;name=a.png;base64," + BASE64)).isEqualTo(NOTE);
		String small = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";
		assertThat(described("x " + small)).asString().startsWith("x <image/gif, 14 bytes, SHA-256 ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n", "\\n", "\\r\\n", "\\\\n" })
	void describesWhatIsFoldedToLines(String end) {
		String folded = BASE64.replaceAll("(.{76})", "$1" + Matcher.quoteReplacement(end));
		for (String head : List.of("", "data:image/png;base64,")) {
			assertThat(described(head + folded)).isEqualTo(NOTE);
			assertThat(described(Map.of("data", head + folded))).isEqualTo(Map.of("data", NOTE));
			assertThat(described("It is: " + head + folded + end + end + "The end"))
				.isEqualTo("It is: " + NOTE + end + end + "The end");
			assertThat(described("{\"image\":\"" + head + folded + "\"}")).isEqualTo("{\"image\":\"" + NOTE + "\"}");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n", "\\n", "\\r\\n" })
	void describesTheLastLineOfWhatIsFoldedWhereWordsGoOn(String end) {
		for (int length = 2000; length < 2049; length += 3) {
			byte[] bytes = Arrays.copyOf(PNG, length);
			String folded = base64(bytes).replaceAll("(.{76})", "$1" + Matcher.quoteReplacement(end));
			String note = InlineMedia.description("image/png", bytes);
			for (String rest : List.of(" y", ", and", "] there", ".", " ")) {
				assertThat(described("x data:image/png;base64," + folded + rest)).isEqualTo("x " + note + rest);
			}
		}
		for (String rest : List.of("This is", "HTML too", "1234 of", "word.", "Müller, A")) {
			byte[] bytes = Arrays.copyOf(PNG, 57 * 40);
			String folded = base64(bytes).replaceAll("(.{76})", "$1" + Matcher.quoteReplacement(end));
			assertThat(described("data:image/png;base64," + folded + rest))
				.isEqualTo(InlineMedia.description("image/png", bytes) + end + rest);
		}
	}

	@Test
	void describesWhatIsEscaped() {
		for (String text : List.of(escaped("\\u002B", "\\u002F", "\\u003D"), escaped("%2B", "%2F", "%3D"),
				escaped("+", "\\\\/", "="))) {
			assertThat(described("{\"image\":\"data:image/png;base64," + text + "\"}"))
				.isEqualTo("{\"image\":\"" + NOTE + "\"}");
			assertThat(described("{\"image\":\"a\\n" + text + "\"}")).isEqualTo("{\"image\":\"a\\n" + NOTE + "\"}");
		}
		StringBuilder bytes = new StringBuilder("data:image/png,");
		for (byte one : PNG) {
			bytes.append('%').append(HexFormat.of().withUpperCase().toHexDigits(one));
		}
		assertThat(described("see " + bytes + " there")).isEqualTo("see " + NOTE + " there");
	}

	private static String escaped(String plus, String slash, String padding) {
		return BASE64.replace("+", plus).replace("/", slash).replace("=", padding);
	}

	@Test
	void leavesLinesAloneThatAreNoBytes() {
		String pem = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(Arrays.copyOf(PNG, 2_000));
		for (String text : List.of("-----BEGIN CERTIFICATE-----\n" + pem + "\n-----END CERTIFICATE-----",
				"LongNameOfSomeClassThatHasNoSpaceInIt0123456789\n".repeat(1_000), "word\n".repeat(1_000))) {
			assertThat(described(text)).isEqualTo(text);
		}
		String url = "data:image/png;base64," + BASE64;
		assertThat(described(url + "\nThis is it")).isEqualTo(NOTE + "\nThis is it");
	}

	@Test
	void keepsJsonInTextsValid() {
		String text = "{\"image\":\"data:image\\/png;base64," + BASE64.replace("/", "\\/") + "\",\"raw\":\"" + BASE64
				+ "\",\"after\":1}";

		String described = (String) described(text);

		assertThat(JsonMapper.shared().readTree(described).toString())
			.isEqualTo("{\"image\":\"" + NOTE + "\",\"raw\":\"" + NOTE + "\",\"after\":1}");
	}

	@Test
	void describesWhatTheApisOfProvidersHave() {
		assertThat(described(Map.of("type", "base64", "media_type", "image/png", "data", BASE64)))
			.isEqualTo(Map.of("type", "base64", "media_type", "image/png", "data", NOTE));
		assertThat(described(Map.of("inlineData", Map.of("mimeType", "image/png", "data", BASE64)))).asString()
			.contains(NOTE);
		assertThat(described(Map.of("b64_json", BASE64))).isEqualTo(Map.of("b64_json", NOTE));
		assertThat(described(Map.of("images", List.of(BASE64)))).isEqualTo(Map.of("images", List.of(NOTE)));
		assertThat(described(Map.of("type", "image_generation_call", "result", BASE64))).asString().contains(NOTE);
		String sound = base64(new byte[4000]);
		assertThat(described(Map.of("input_audio", Map.of("data", sound, "format", "wav")))).asString()
			.contains("<audio/wav, 4000 bytes, SHA-256 ");
	}

	@Test
	void describesBytesThatNobodyNames() {
		byte[] random = new byte[196_000];
		new Random(1).nextBytes(random);
		assertThat(described(Map.of("encrypted_content", base64(random)))).asString()
			.contains("<application/octet-stream, 196000 bytes, SHA-256 ");
		assertThat(described("result: " + base64(random) + " end")).asString()
			.startsWith("result: <application/octet-stream, 196000 bytes")
			.endsWith("> end");
		assertThat(described(Base64.getUrlEncoder().withoutPadding().encodeToString(PNG))).isEqualTo(NOTE);
		assertThat(described(PNG)).isEqualTo(NOTE);
	}

	@Test
	void leavesWhatIsNoFile() {
		String words = "word ".repeat(100_000);
		for (String text : List.of(words, "a".repeat(5000), "ACGT".repeat(2000), "0123456789abcdef".repeat(500),
				"https://example.com/" + "path/".repeat(400), "data:text/plain,hello", "data: is here; base64, too",
				"用户".repeat(5000), "data:image/png;base64,", "some/long/path/".repeat(100), "data:".repeat(2000))) {
			assertThat(described(text)).isSameAs(text);
		}
		assertThat(described(new byte[] { 1, 2, 3 })).isEqualTo("<3 bytes>");
		Map<String, Object> map = Map.of("data", "hello", "url", "https://a.example/b.png");
		assertThat(this.media.apply(map)).isSameAs(map);
	}

	@ParameterizedTest
	@ValueSource(strings = { "data:image/png;base64,!!!!", "data:;base64,====", "data:image/png;base64,A",
			"data:\u0000;base64,AAAA", "data:image/png;base64,iVBORw0KGgo=trailing" })
	void survivesMalformedUrls(String text) {
		assertThat(described(text)).isNotNull();
		assertThat(described("x " + text + " y")).asString().startsWith("x ").endsWith(" y");
	}

	@Test
	void masksNothingOfADescription() {
		ContentMasking masking = new ContentMasking(true, List.of(), List.of());
		for (int i = 0; i < 3000; i++) {
			String note = InlineMedia.description("image/png", Integer.toString(i).getBytes(StandardCharsets.UTF_8));
			assertThat(masking.maskText("input", note)).isEqualTo(note);
		}
	}

	@Test
	void onlyNamesThemWhereTheyAreNotWanted() {
		MediaOfRow none = new MediaOfRow(MediaMode.NONE, MediaStore.NONE, UnaryOperator.identity());

		assertThat(none.apply("data:image/png;base64," + BASE64)).isEqualTo("<image/png, not captured>");
		assertThat(none.apply("a data:image/png;base64," + BASE64 + " b")).isEqualTo("a <image/png, not captured> b");
	}

	@Test
	void makesPartsOfAMessageOfWhatIsWithinItsText() {
		MediaOfRow uploading = uploading();
		String url = "data:image/png;base64," + BASE64;

		Object string = uploading.apply(Map.of("role", "user", "content", "see ![it](" + url + ") there"));
		Object list = uploading.apply(Map.of("role", "user", "content",
				List.of(Map.of("type", "text", "text", "a " + url), Map.of("type", "text", "text", "b"))));

		Map<String, Object> reference = Map.of("type", "braintrust_attachment", "content_type", "image/png", "filename",
				"image.png", "key", "key-1");
		Map<String, Object> part = Map.of("type", "image_url", "image_url", Map.of("url", reference));
		assertThat(string).isEqualTo(Map.of("role", "user", "content", List
			.of(Map.of("type", "text", "text", "see ![it]("), part, Map.of("type", "text", "text", ") there"))));
		assertThat(list).isEqualTo(Map.of("role", "user", "content",
				List.of(Map.of("type", "text", "text", "a "), part, Map.of("type", "text", "text", "b"))));
		assertThat(uploading.attachments()).hasSize(1);
		uploading.keepWhatIsIn(List.of("{\"key\":\"key-1\"}"));
		assertThat(uploading.isEmpty()).isFalse();
	}

	@Test
	void namesTheAttachmentOfWhatIsWithinOtherTexts() {
		MediaOfRow uploading = uploading();
		String url = "data:application/pdf;base64," + base64(file("%PDF-1.7", 3000));
		String json = "{\"file\":\"" + url.replace("/", "\\/") + "\",\"after\":1}";

		Object arguments = uploading.apply(Map.of("arguments", json));
		Object prose = uploading.apply(Map.of("result", "It is " + url + " here"));

		String text = (String) ((Map<?, ?>) arguments).get("arguments");
		assertThat(JsonMapper.shared().readTree(text).path("file").asString())
			.startsWith("<application/pdf, 3000 bytes, ")
			.endsWith(", attachment key-1>");
		assertThat(prose.toString()).contains("attachment key-1> here");
		uploading.keepWhatIsIn(List.of(prose.toString()));
		assertThat(uploading.isEmpty()).isFalse();
		uploading.keepWhatIsIn(List.of("{\"result\":\"cut\"}"));
		assertThat(uploading.isEmpty()).isTrue();
	}

	@Test
	void describesWithinTextsWhatIsNotUploaded() {
		MediaOfRow full = new MediaOfRow(MediaMode.UPLOAD, MediaStore.NONE, UnaryOperator.identity());
		String url = "data:image/png;base64," + BASE64;
		byte[] random = new byte[4000];
		new Random(3).nextBytes(random);

		assertThat(full.apply(Map.of("role", "user", "content", "see " + url)))
			.isEqualTo(Map.of("role", "user", "content", "see " + NOTE));
		assertThat(uploading().apply(Map.of("role", "user", "content", "key " + base64(random)))).asString()
			.contains("key <application/octet-stream, 4000 bytes")
			.doesNotContain("attachment");
		assertThat(uploading().apply(Map.of("role", "user", "content", "data:x;base64, is how it begins"))).asString()
			.contains("is how it begins");
	}

	private static MediaOfRow uploading() {
		return new MediaOfRow(MediaMode.UPLOAD, new MediaStore() {

			@Override
			public String reserve(String sha256, int bytes) {
				return "key-1";
			}

			@Override
			public void upload(StoredMedia media) {
			}

		}, UnaryOperator.identity());
	}

	@Test
	void isFastForLongTexts() {
		String text = "word ".repeat(400_000);
		for (int i = 0; i < 10; i++) {
			assertThat(this.media.applyToText(text)).isSameAs(text);
		}
	}

	@Test
	void copiesBytesBeforeTheApplicationChangesThem() {
		byte[] bytes = PNG.clone();
		Object tree = new ContentSnapshots(JsonMapper.shared()).take(Map.of("file", bytes)).tree();
		bytes[100] ^= 1;

		assertThat(this.media.apply(tree)).isEqualTo(Map.of("file", NOTE));
		assertThat(new ContentJson().write(tree, 1000).json()).isEqualTo("{\"file\":\"" + NOTE + "\"}");
	}

	private Object described(Object value) {
		return this.media.apply(new ContentSnapshots(JsonMapper.shared()).take(value).tree());
	}

	private static String base64(byte[] bytes) {
		return Base64.getEncoder().encodeToString(bytes);
	}

	private static byte[] file(String start, int length) {
		byte[] bytes = new byte[length];
		new Random(7).nextBytes(bytes);
		byte[] head = start.getBytes(StandardCharsets.ISO_8859_1);
		System.arraycopy(head, 0, bytes, 0, head.length);
		return bytes;
	}

}
