package dev.gai.braintrust.eval;

import java.math.BigDecimal;

/**
 * What an evaluation used so far. Immutable.
 *
 * @param application US dollars for the application's calls
 * @param judges US dollars for the judges' calls
 * @param tokens the application's tokens
 */
record EvalBill(BigDecimal application, BigDecimal judges, long tokens) {

	static final EvalBill NOTHING = new EvalBill(BigDecimal.ZERO, BigDecimal.ZERO, 0);

	EvalBill plus(EvalBill other) {
		return new EvalBill(this.application.add(other.application), this.judges.add(other.judges),
				this.tokens + other.tokens);
	}

	BigDecimal total() {
		return this.application.add(this.judges);
	}

}
