package dev.gai.braintrust.guard;

import java.math.BigDecimal;
import java.math.BigInteger;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(20)
class PlainNumbersTests {

	private static final BigDecimal MAX = BigDecimal.valueOf(1000);

	@ParameterizedTest
	@CsvSource({ "0, 0", "1.9, 1", "-1.9, -1", "1e-20000000, 0", "1e20000000, 9223372036854775807",
			"-1e20000000, -9223372036854775808", "9223372036854775807, 9223372036854775807",
			"9223372036854775808, 9223372036854775807", "123e3, 123000" })
	void takesTheWholePart(BigDecimal number, long whole) {
		assertThat(PlainNumbers.whole(number)).isEqualTo(whole);
	}

	@Test
	void takesWholeNumbersOfAnyType() {
		assertThat(PlainNumbers.whole(7)).isEqualTo(7);
		assertThat(PlainNumbers.whole(7.9)).isEqualTo(7);
		assertThat(PlainNumbers.whole(BigInteger.TWO.pow(100))).isEqualTo(Long.MAX_VALUE);
	}

	@ParameterizedTest
	@CsvSource({ "0, 0", "12.5, 12.5", "1e-20000000, 0", "1e20000000, 1000", "1000.01, 1000", "1e-12, 1E-12",
			"1e-14, 0", "1e-2147483647, 0", "1e2147483647, 1000" })
	void keepsAmountsWithinReason(BigDecimal amount, BigDecimal expected) {
		assertThat(PlainNumbers.amount(amount, MAX, 12)).isEqualTo(expected);
	}

	@Test
	void doesNotCountTheDigitsOfAmountsThatHaveTooMany() {
		assertThat(PlainNumbers.amount(new BigDecimal(BigInteger.TEN.pow(20_000), 30_000), MAX, 12)).isZero();
		assertThat(PlainNumbers.amount(new BigDecimal(BigInteger.TWO.pow(4_000_000)), MAX, 12)).isEqualTo(MAX);
	}

	@ParameterizedTest
	@CsvSource({ "1e-20000000, 0", "1e20000000, 1000000000000000000", "0.5, 500000000000" })
	void countsPicodollarsOfAnything(BigDecimal usd, long picodollars) {
		assertThat(Picodollars.of(usd)).isEqualTo(picodollars);
	}

}
