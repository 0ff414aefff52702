package dev.gai.braintrust.guard;

import java.math.BigDecimal;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PicodollarsTests {

	@Test
	void keepsTheCostOfASingleTokenExactly() {
		assertThat(Picodollars.of(new BigDecimal("0.000000037500"))).isEqualTo(37_500);
		assertThat(Picodollars.toUsd(37_500)).isEqualTo(new BigDecimal("0.0000000375"));
		assertThat(Picodollars.toUsd(Picodollars.of(new BigDecimal("120")))).isEqualTo(new BigDecimal("120"));
	}

	@Test
	void roundsWhatIsFinerAndBoundsWhatCannotBe() {
		assertThat(Picodollars.of(new BigDecimal("0.0000000000016"))).isEqualTo(2);
		assertThat(Picodollars.of(new BigDecimal("1e300"))).isEqualTo(Picodollars.of(BigDecimal.valueOf(1_000_000)));
		assertThat(Picodollars.toUsd(0)).isEqualTo(BigDecimal.ZERO);
	}

}
