package dev.gai.braintrust.guard;

import java.util.HexFormat;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Digests}, with the values of FIPS 180-4 and RFC 4231.
 */
class DigestsTests {

	@Test
	void areThoseOfTheStandards() {
		assertThat(HexFormat.of().formatHex(Digests.sha256(Digests.utf8("a"), Digests.utf8("bc"))))
			.isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
		assertThat(HexFormat.of().formatHex(Digests.hmac(Digests.utf8("Jefe"), "what do ya want for nothing?")))
			.isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	}

	@Test
	void tellsListsOfTextsApart() {
		assertThat(Digests.framed("ab", "c")).isEqualTo(Digests.utf8("2:ab1:c"))
			.isNotEqualTo(Digests.framed("a", "bc"));
		assertThat(Digests.framed("\u00fc")).hasSize(4);
	}

}
