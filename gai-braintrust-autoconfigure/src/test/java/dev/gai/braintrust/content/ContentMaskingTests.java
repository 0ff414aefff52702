package dev.gai.braintrust.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

class ContentMaskingTests {

	private static final String CARD = "4111111111111111";

	private final ContentMasking builtIns = new ContentMasking(true, List.of(), List.of());

	@Test
	void returnsTheSameTreeWhenNothingIsMasked() {
		Map<String, Object> tree = Map.of("messages", List.of(Map.of("role", "user", "content", "Hello", "n", 3)));
		assertThat(this.builtIns.mask("input", tree)).isSameAs(tree);
		String text = "Hello";
		assertThat(this.builtIns.maskText("error", text)).isSameAs(text);
		assertThat(this.builtIns.mask("input", null)).isNull();
	}

	@Test
	void copiesOnlyTheBranchThatChanges() {
		List<Object> clean = List.of("a", "b");
		Map<String, Object> tree = new LinkedHashMap<>();
		tree.put("first", clean);
		tree.put("second", Arrays.asList("x", null, true, "key sk-proj-abcdefgh12345678", "y"));
		tree.put("third", 1);
		Map<?, ?> masked = (Map<?, ?>) this.builtIns.mask("input", tree);
		assertThat(masked.get("first")).isSameAs(clean);
		assertThat(masked.get("second")).isEqualTo(Arrays.asList("x", null, true, "key [masked:api-key]", "y"));
		assertThat(masked.get("third")).isEqualTo(1);
		assertThat(tree.get("second")).isEqualTo(Arrays.asList("x", null, true, "key sk-proj-abcdefgh12345678", "y"));
	}

	@Test
	void leavesEverythingAloneWhenBuiltInPatternsAreOff() {
		ContentMasking off = new ContentMasking(false, List.of(), List.of());
		Map<String, Object> tree = Map.of("password", "hunter2", "card", CARD, "number", 4111111111111111L);
		assertThat(off.mask("input", tree)).isSameAs(tree);
	}

	@Test
	void masksNumbersThatAreCardNumbers() {
		assertThat(this.builtIns.mask("input", 4111111111111111L)).isEqualTo("[masked:card-number]");
		assertThat(this.builtIns.mask("input", 4.111111111111111E15)).isEqualTo("[masked:card-number]");
		assertThat(this.builtIns.mask("input", new java.math.BigInteger(CARD))).isEqualTo("[masked:card-number]");
		assertThat(this.builtIns.mask("input", new java.math.BigDecimal(CARD))).isEqualTo("[masked:card-number]");
		for (Number number : List.of(4111111111111112L, 0.7, 0.4111111111111111, 1.5f, 42, 1e300, -1L)) {
			assertThat(this.builtIns.mask("input", number)).isSameAs(number);
		}
	}

	@Test
	void masksTheValueOfAWellKnownSecretName() {
		for (String name : List.of("password", "PASSWORD", "passwd", "secret", "api_key", "apiKey", "api-key",
				"Authorization", "access_token", "refreshToken", "client_secret", "private_key", "x-api-key",
				"business.api_key", "authorization_token", "auth_token", "secretKey", "db_password", "dbPassword",
				"DB.PASSWORD", "passphrase", "userPassword2", "password_hash", "awsSecretAccessKey", "openai-api-key",
				"X-Auth-Token", "refresh_tokens", "signing_key", "Set-Cookie", "credentials", "encryptionKey")) {
			assertThat(this.builtIns.mask("metadata", Map.of(name, "hunter2"))).as(name)
				.isEqualTo(Map.of(name, "[masked:secret]"));
		}
		for (String name : List.of("monkey", "secretary", "tokens", "prompt_tokens", "key", "max_tokens", "maxTokens",
				"token_count", "total_tokens", "tokenizer", "keyword", "primary_key", "primaryKey", "sortKey",
				"session_id", "token_type", "nextPageToken", "author", "keys", "secret_name", "passenger", "compass",
				"a".repeat(100))) {
			Map<String, Object> tree = Map.of(name, "hunter2");
			assertThat(this.builtIns.mask("metadata", tree)).as(name).isSameAs(tree);
		}
	}

	@Test
	void masksHeadersThatAreListsOfANameAndAValue() {
		ContentMasking masking = new ContentMasking(true, List.of(), List.of());
		List<?> headers = List.of(List.of("Authorization", "Bearer hush"), List.of("Accept", "text/html"),
				List.of("X-Api-Key", "hush"), List.of("password", "string"));

		assertThat(masking.mask("input", headers))
			.isEqualTo(List.of(List.of("Authorization", "[masked:secret]"), List.of("Accept", "text/html"),
					List.of("X-Api-Key", "[masked:secret]"), List.of("password", "string")));
		assertThat(masking.mask("input", List.of("password", "hush"))).isEqualTo(List.of("password", "hush"));
	}

	@Test
	void masksWhateverASecretNameHoldsButNotWhatDescribesIt() {
		Map<String, Object> tree = new LinkedHashMap<>();
		tree.put("authorization", List.of("one", "two", ""));
		tree.put("db_password", 12345);
		tree.put("credentials", Map.of("user", "joe", "pins", List.of(1, 2.5, Map.of("deep", "x")), "set", true));
		tree.put("secret", Map.of("type", "string", "description", "of the user"));
		tree.put("token_count", 5);
		tree.put("auth", Map.of("user", "joe", "pass", "swordfish"));
		tree.put("env",
				List.of(Map.of("name", "DB_PASSWORD", "value", "swordfish"), Map.of("name", "A", "value", "b")));
		tree.put("logprobs", List.of(Map.of("token", "Hi", "logprob", -0.1)));
		String hidden = "[masked:secret]";
		Map<String, Object> expected = new LinkedHashMap<>(tree);
		expected.put("authorization", List.of(hidden, hidden, ""));
		expected.put("db_password", hidden);
		expected.put("credentials",
				Map.of("user", hidden, "pins", List.of(hidden, hidden, Map.of("deep", hidden)), "set", true));
		expected.put("auth", Map.of("user", "joe", "pass", hidden));
		expected.put("env", List.of(Map.of("name", "DB_PASSWORD", "value", hidden), Map.of("name", "A", "value", "b")));
		assertThat(this.builtIns.mask("metadata", tree)).isEqualTo(expected);
	}

	@Test
	void masksCardNumbersOfAnyLengthUnderANameOfACard() {
		Map<String, Object> tree = Map.of("card", Map.of("number", 4222222222222L), "ean", 4222222222222L);
		assertThat(this.builtIns.mask("input", tree))
			.isEqualTo(Map.of("card", Map.of("number", "[masked:card-number]"), "ean", 4222222222222L));
	}

	@Test
	void masksKeysAndKeepsValuesWhoseKeysBecomeAlike() {
		Map<String, Object> tree = new LinkedHashMap<>();
		tree.put("plain", 1);
		tree.put("sk-proj-aaaaaaaa1", 2);
		tree.put("sk-proj-bbbbbbbb2", 3);
		assertThat((Map<?, ?>) this.builtIns.mask("metadata", tree)).extracting(Map::values)
			.asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.collection(Object.class))
			.containsExactly(1, 2, 3);
		assertThat(((Map<?, ?>) this.builtIns.mask("metadata", tree)).keySet().toString())
			.isEqualTo("[plain, [masked:api-key], [masked:api-key] (3)]");
	}

	@Test
	void keepsKeysApartThatAreNoText() {
		Map<Object, Object> tree = new LinkedHashMap<>();
		tree.put(1, "a");
		tree.put("1", "b");
		tree.put("card", CARD);
		assertThat(((Map<?, ?>) this.builtIns.mask("metadata", tree)).values().toString())
			.isEqualTo("[a, b, [masked:card-number]]");
	}

	@Test
	void masksKeysAndLabelsTheSameEveryTime() {
		for (int round = 0; round < 3; round++) {
			for (int i = 0; i < 2_000; i++) {
				assertThat(this.builtIns.maskLabel("model", "model-" + i)).isEqualTo("model-" + i);
				assertThat(this.builtIns.maskLabel("model", "sk-proj-abcdefgh" + i)).isEqualTo("[masked:api-key]");
				assertThat(this.builtIns.mask("metadata", Map.of("password", "p" + i)))
					.isEqualTo(Map.of("password", "[masked:secret]"));
			}
		}
		assertThat(this.builtIns.maskLabel("model", "a".repeat(100) + " sk-proj-abcdefgh"))
			.isEqualTo("a".repeat(100) + " [masked:api-key]");
	}

	@Test
	void showsLabelsToTheMaskersEveryTime() {
		ContentMasking masking = new ContentMasking(true, List.of(), List.of((path, text) -> path + "=" + text));
		assertThat(masking.maskLabel("model", "m")).isEqualTo("model=m");
		assertThat(masking.maskLabel("provider", "m")).isEqualTo("provider=m");
	}

	@Test
	void neverMasksAcrossTheStructure() {
		Pattern acrossQuotes = Pattern.compile("begin.*end", Pattern.DOTALL);
		ContentMasking masking = new ContentMasking(true, List.of(acrossQuotes), List.of());
		List<Object> tree = List.of("begin", Map.of("k", "4111 1111"), "1111 1111", "end");
		assertThat(masking.mask("input", tree)).isSameAs(tree);
	}

	@Test
	void replacesMatchesOfUserPatternsInTextKeysAndNumbers() {
		ContentMasking masking = new ContentMasking(true,
				List.of(Pattern.compile("K-\\d+"), Pattern.compile("^77\\d$")), List.of());
		Map<String, Object> tree = Map.of("K-1", List.of("a K-2 and K-3", 775, 778.5));
		assertThat(masking.mask("input", tree))
			.isEqualTo(Map.of("[masked]", List.of("a [masked] and [masked]", "[masked]", 778.5)));
	}

	@Test
	void ignoresEmptyMatchesOfAUserPattern() {
		ContentMasking masking = new ContentMasking(false, List.of(Pattern.compile("x*")), List.of());
		assertThat(masking.maskText("error", "abxxc")).isEqualTo("ab[masked]c");
	}

	@Test
	void runsBuiltInsThenPatternsThenMaskersInTheirOrder() {
		List<String> seen = new ArrayList<>();
		ContentMasker first = (path, text) -> {
			seen.add("first " + path + " " + text);
			return text + "1";
		};
		ContentMasker second = (path, text) -> {
			seen.add("second " + path + " " + text);
			return text + "2";
		};
		ContentMasking masking = new ContentMasking(true, List.of(Pattern.compile("masked:api")),
				List.of(first, second));
		assertThat(masking.maskText("error", "sk-proj-abcdefgh1")).isEqualTo("[[masked]-key]12");
		assertThat(seen).containsExactly("first error [[masked]-key]", "second error [[masked]-key]1");
	}

	@Test
	void tellsMaskersWhereATextStands() {
		List<String> paths = new ArrayList<>();
		ContentMasker recording = (path, text) -> {
			paths.add(path + "=" + text);
			return text;
		};
		ContentMasking masking = new ContentMasking(true, List.of(), List.of(recording));
		Map<String, Object> user = new LinkedHashMap<>();
		user.put("user_email", "a@b.c");
		user.put("age", 4);
		user.put("password", "hunter2");
		user.put("cards", List.of(4111111111111111L));
		masking.mask("input", List.of(Map.of("content", "Hello"), "World"));
		masking.mask("metadata", user);
		masking.mask("output", "text");
		assertThat(paths).containsExactly("input.0.content=Hello", "input.1=World", "metadata=user_email",
				"metadata.user_email=a@b.c", "metadata=age", "metadata.age=4", "metadata=password",
				"metadata.password=[masked:secret]", "metadata=cards", "metadata.cards.0=[masked:card-number]",
				"output=text");
	}

	@Test
	void replacesTheWholeFieldWhenAMaskerFails() {
		ContentMasker failing = (path, text) -> {
			if (path.equals("input.1")) {
				throw new IllegalStateException("about " + text);
			}
			return text;
		};
		ContentMasking masking = new ContentMasking(true, List.of(), List.of(failing));
		assertThat(masking.mask("input", List.of("one", "two")))
			.isEqualTo("ERROR: Failed to mask field 'input' - IllegalStateException");
		assertThat(masking.mask("input", List.of("one"))).isEqualTo(List.of("one"));
		assertThat(masking.maskText("input.1", "secret text"))
			.isEqualTo("ERROR: Failed to mask field 'input.1' - IllegalStateException");
	}

	@Test
	void replacesTheWholeFieldWhenAMaskerThrowsAnErrorOrReturnsNull() {
		ContentMasker broken = (path, text) -> {
			throw new NoClassDefFoundError("gone");
		};
		ContentMasker anonymous = (path, text) -> {
			throw new IllegalArgumentException() {
				private static final long serialVersionUID = 1L;

			};
		};
		ContentMasker nothing = (path, text) -> returnsNull();
		assertThat(new ContentMasking(true, List.of(), List.of(broken)).maskText("error", "x"))
			.isEqualTo("ERROR: Failed to mask field 'error' - NoClassDefFoundError");
		assertThat(new ContentMasking(true, List.of(), List.of(anonymous)).maskText("error", "x"))
			.isEqualTo("ERROR: Failed to mask field 'error' - IllegalArgumentException");
		assertThat(new ContentMasking(true, List.of(), List.of(nothing)).maskText("error", "x"))
			.isEqualTo("ERROR: Failed to mask field 'error' - NullPointerException");
	}

	@Test
	@Timeout(30)
	void givesUpAPatternThatBacktracksWithoutEnd() {
		ContentMasking masking = new ContentMasking(true, List.of(Pattern.compile("a*a*a*a*a*a*a*!")), List.of());
		assertThat(masking.maskText("input", "a".repeat(60)))
			.isEqualTo("ERROR: Failed to mask field 'input' - PatternTooSlowException");
	}

	@Test
	@Timeout(30)
	void givesUpAPatternThatIsSlowOnManySmallTexts() {
		ContentMasking masking = new ContentMasking(true, List.of(Pattern.compile("a*a*a*a*a*a*a*!")), List.of());
		List<Object> texts = Collections.nCopies(10_000, "a".repeat(25));
		assertThat(masking.mask("input", texts))
			.isEqualTo("ERROR: Failed to mask field 'input' - PatternTooSlowException");
	}

	@Test
	void failsClosedWhenAPatternOverflowsTheStackOrTheTreeIsTooDeep() {
		ContentMasking masking = new ContentMasking(true, List.of(Pattern.compile("(?:a|b)*c")), List.of());
		assertThat(masking.maskText("input", "ab".repeat(200_000)))
			.isEqualTo("ERROR: Failed to mask field 'input' - StackOverflowError");
		Object deep = "x";
		for (int i = 0; i < 100_000; i++) {
			deep = Collections.singletonList(deep);
		}
		assertThat(masking.mask("input", deep)).isEqualTo("ERROR: Failed to mask field 'input' - StackOverflowError");
	}

	@Test
	void letsAnOrdinaryPatternReadALargeText() {
		ContentMasking masking = new ContentMasking(true, List.of(Pattern.compile("[a-z]+@[a-z]+\\.com")), List.of());
		String text = "some words here ".repeat(20_000);
		assertThat(masking.maskText("input", text + "joe@example.com")).isEqualTo(text + "[masked]");
	}

	@Test
	void masksTheTextOfALeafThatIsNotPlain() {
		assertThat(this.builtIns.mask("input", new StringBuilder("card " + CARD)))
			.isEqualTo("card [masked:card-number]");
	}

	@Test
	@Timeout(20)
	void masksManyKeysThatBecomeAlikeInTime() {
		Map<String, Object> tree = new LinkedHashMap<>();
		for (int i = 0; i < 10_000; i++) {
			tree.put("sk-proj-aaaaaaaa" + i, i);
		}
		assertThat((Map<?, ?>) this.builtIns.mask("input", tree)).hasSize(10_000);
	}

	@SuppressWarnings("NullAway")
	private static String returnsNull() {
		@Nullable String nothing = null;
		return nothing;
	}

}
