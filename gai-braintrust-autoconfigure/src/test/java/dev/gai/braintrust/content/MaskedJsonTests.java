package dev.gai.braintrust.content;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

import dev.gai.braintrust.content.bytes.JsonText;
import dev.gai.braintrust.content.bytes.TextBytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MaskedJson}: what is made when a tree is first masked and then
 * written.
 */
@Tag("thorough")
class MaskedJsonTests {

	private static final String[] PIECES = { "sk-proj-abcdefgh12345678ABCD", "AKIAIOSFODNN7EXAMPLE", "4111111111111111",
			"4111 1111 1111 1111", "password=hunter22", "\"password\":\"s3cr3t!x\"",
			"Authorization: Bearer abcdefghijklmnop123456", "https://user:secret@host/path?token=abcd1234efgh&x=1",
			"-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\n-----END PRIVATE KEY-----", "日本語のテキスト", "Ünïcödé",
			"\uD83D\uDE00", "\uD83D", "\n", "\"", "\\", "\u0001", "the quick brown fox jumps ", "plain words " };

	private static final String[] KEYS = { "role", "content", "password", "api_key", "value", "name", "token", "card",
			"phone", "auth", "logprob", "text", "größe", "sk-proj-abcdefgh12345678ABCD", "properties", "type", "n" };

	private final ContentJson json = new ContentJson();

	private final Random random = new Random(21);

	@Test
	void writesTenThousandTextsAsIfTheyWereMaskedFirst() {
		ContentMasking masking = new ContentMasking(true, List.of(), List.of());
		MaskedJson written = written(masking);
		int masked = 0;
		for (int round = 0; round < 10_000; round++) {
			String text = text();
			masked += assertSame(written, masking, text, 100_000) ? 1 : 0;
		}
		assertThat(masked).isBetween(2_000, 9_000);
	}

	@Test
	void writesAnyTreeAsIfItWereMaskedFirst() {
		ContentMasking masking = new ContentMasking(true, List.of(), List.of());
		MaskedJson written = written(masking);
		for (int round = 0; round < 4_000; round++) {
			assertSame(written, masking, tree(5), 10_000);
		}
	}

	@Test
	void cutsWhatIsTooLongAsIfItWereMaskedFirst() {
		ContentMasking masking = new ContentMasking(true, List.of(), List.of());
		MaskedJson written = written(masking);
		for (int round = 0; round < 2000; round++) {
			assertSame(written, masking, tree(4), this.random.nextInt(300));
		}
	}

	@Test
	void masksWithPatternsAndMaskersOfTheApplication() {
		ContentMasking patterns = new ContentMasking(true, List.of(Pattern.compile("fox|content")), List.of());
		ContentMasking maskers = new ContentMasking(true, List.of(), List.of((path, text) -> text + path));
		MaskedJson byPatterns = written(patterns);
		MaskedJson byMaskers = written(maskers);
		for (int round = 0; round < 500; round++) {
			assertSame(byPatterns, patterns, tree(4), 10_000);
			assertSame(byMaskers, maskers, tree(3), 10_000);
		}
	}

	@Test
	void writesNumbersAsTheyAreWrittenElsewhere() {
		ContentMasking masking = new ContentMasking(false, List.of(), List.of());
		MaskedJson written = written(masking);
		for (int round = 0; round < 5_000; round++) {
			long digits = this.random.nextLong() >> this.random.nextInt(64);
			BigDecimal decimal = BigDecimal.valueOf(digits, this.random.nextInt(24) - 2);
			assertSame(written, masking, List.of(decimal, digits, (int) digits, decimal.stripTrailingZeros()), 10_000);
		}
	}

	@Test
	void saysWhatIsWrongWithAFieldThatCannotBeMasked() {
		ContentMasking masking = new ContentMasking(true, List.of(), List.of());
		Object broken = new Object() {
			@Override
			public String toString() {
				throw new IllegalStateException("broken");
			}
		};
		MaskedJson.Field field = written(masking).write("input", Map.of("a", broken), 1000);
		assertThat(field.json()).hasToString("\"ERROR: Failed to mask field 'input' - IllegalStateException\"");
	}

	@Test
	void keepsTheFieldsOfARowApart() {
		ContentMasking masking = new ContentMasking(true, List.of(), List.of());
		MaskedJson written = written(masking);
		JsonText first = written.write("input", List.of("é", 12L, -3, 0), 1000).json();
		JsonText second = written.plain(Map.of("a", true));
		JsonText third = written.object((fields) -> {
			fields.accept("tokens", Long.MAX_VALUE);
			fields.accept("cost", new BigDecimal("0.10"));
		});
		assertThat(written.object((fields) -> {
		})).isNull();
		assertThat(first).hasToString("[\"é\",12,-3,0]");
		assertThat(first.length()).isEqualTo(14);
		assertThat(second).hasToString("{\"a\":true}");
		assertThat(third).hasToString("{\"tokens\":9223372036854775807,\"cost\":0.10}");
		written.clear();
		assertThat(written.plain(Collections.singletonMap(1, "no text"))).hasToString("{\"1\":\"no text\"}");
	}

	private MaskedJson written(ContentMasking masking) {
		TextBytes bytes = new TextBytes();
		return new MaskedJson(masking.forOneThread(bytes), this.json, bytes);
	}

	private boolean assertSame(MaskedJson written, ContentMasking masking, @Nullable Object tree, int maxBytes) {
		if (tree == null) {
			return false;
		}
		Object masked = masking.mask("input", tree);
		ContentJson.Cut expected = this.json.write(masked, maxBytes);
		written.clear();
		MaskedJson.Field field = written.write("input", tree, maxBytes);
		assertThat(field.json()).hasToString(expected.json());
		assertThat(field.truncated()).isEqualTo(expected.truncated());
		assertThat(field.json().length()).isEqualTo(expected.json().getBytes(StandardCharsets.UTF_8).length);
		assertThat(field.tree().get()).isEqualTo(masked);
		return masked != tree;
	}

	private @Nullable Object tree(int depth) {
		return switch (this.random.nextInt((depth > 0) ? 10 : 7)) {
			case 0, 1, 2 -> text();
			case 3 -> this.random.nextInt();
			case 4 ->
				List.of(4111111111111111L, 0.5, 4.111111111111111E15, new BigDecimal("1E+3"), BigInteger.TWO.pow(70),
						Double.NaN, new StringBuilder("password=hunter22"), 7)
					.get(this.random.nextInt(8));
			case 5 -> this.random.nextBoolean();
			case 6 -> null;
			case 7 -> list(depth);
			default -> map(depth);
		};
	}

	private List<@Nullable Object> list(int depth) {
		List<@Nullable Object> list = new ArrayList<>();
		for (int i = this.random.nextInt(4); i > 0; i--) {
			list.add(tree(depth - 1));
		}
		return Collections.unmodifiableList(list);
	}

	private Map<Object, @Nullable Object> map(int depth) {
		Map<Object, @Nullable Object> map = new LinkedHashMap<>();
		for (int i = this.random.nextInt(5); i > 0; i--) {
			Object key = (this.random.nextInt(50) == 0) ? 7 : KEYS[this.random.nextInt(KEYS.length)];
			map.put(key, tree(depth - 1));
		}
		return Collections.unmodifiableMap(map);
	}

	private String text() {
		StringBuilder text = new StringBuilder();
		for (int pieces = this.random.nextInt(5); pieces > 0; pieces--) {
			text.append(PIECES[this.random.nextInt(PIECES.length)]).append(" ".repeat(this.random.nextInt(2)));
			for (int i = this.random.nextInt(9); i > 0; i--) {
				text.append((char) (' ' + this.random.nextInt((this.random.nextInt(9) == 0) ? 0x200 : 95)));
			}
		}
		return text.toString();
	}

}
