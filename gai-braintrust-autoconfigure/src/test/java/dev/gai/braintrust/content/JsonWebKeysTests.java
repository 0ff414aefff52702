package dev.gai.braintrust.content;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keys in trees, where their members are entries of a map.
 */
class JsonWebKeysTests {

	private static final String MASKED = "[masked:secret]";

	private final ContentMasking masking = new ContentMasking(true, List.of(), List.of());

	@Test
	void loseTheirPrivateMembersInATree() {
		Map<String, Object> key = Map.of("kty", "EC", "crv", "P-256", "x", "f83OJ3D2", "d", "jpsQnnGQ", "k",
				List.of("a", 1));

		assertThat(this.masking.mask("input", Map.of("keys", List.of(key)))).isEqualTo(Map.of("keys", List
			.of(Map.of("kty", "EC", "crv", "P-256", "x", "f83OJ3D2", "d", MASKED, "k", List.of(MASKED, MASKED)))));
	}

	@Test
	void areKnownByTheirTypeOnly() {
		Map<String, Object> query = Map.of("d", "2026-11-29", "q", "what is a key?", "p", 3);

		assertThat(this.masking.mask("input", query)).isSameAs(query);
	}

}
