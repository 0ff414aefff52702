package dev.gai.braintrust.eval;

import java.util.List;

import org.springframework.util.PatternMatchUtils;
import org.springframework.util.StringUtils;

/**
 * The cases that a run is limited to, for build tools that select methods only.
 *
 * @param names ids or inputs, in which {@code *} stands for any part; empty for all cases
 */
record CaseSelection(List<String> names) {

	static final String PROPERTY = "gai.eval.cases";

	private static final int SHOWN = 20;

	/**
	 * What the system property {@code gai.eval.cases} says.
	 * @return the selection
	 */
	static CaseSelection get() {
		return new CaseSelection(
				List.of(StringUtils.tokenizeToStringArray(System.getProperty(PROPERTY, ""), ",", true, true)));
	}

	/**
	 * Refuses a selection of nothing.
	 * @param eval the name of the evaluation
	 * @param cases its cases
	 */
	void check(String eval, List<EvalCase> cases) {
		if (cases.stream().noneMatch(this::selects)) {
			throw new IllegalArgumentException(
					PROPERTY + " = " + String.join(",", this.names) + " is no case of '" + eval + "'. Its cases are "
							+ String.join(", ", cases.stream().limit(SHOWN).map(EvalCase::name).toList())
							+ ((cases.size() > SHOWN) ? " and " + (cases.size() - SHOWN) + " more" : "")
							+ "; write some of them, separated by commas, `*` for any part of a name");
		}
	}

	boolean selects(EvalCase example) {
		return this.names.isEmpty()
				|| this.names.stream().anyMatch((name) -> PatternMatchUtils.simpleMatch(name, example.name()));
	}

}
