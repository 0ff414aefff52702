package dev.gai.braintrust.cost;

import java.util.List;
import java.util.regex.Pattern;

/** One rule of the price data about a name. Names arrive in lower case. */
@FunctionalInterface
interface Clause {

	boolean matches(String name);

	static Clause regex(String regex) {
		Pattern pattern = Pattern.compile(regex);
		return (name) -> pattern.matcher(name).find();
	}

	static Clause any(List<Clause> clauses) {
		Clause[] all = clauses.toArray(Clause[]::new);
		return (name) -> {
			for (Clause clause : all) {
				if (clause.matches(name)) {
					return true;
				}
			}
			return false;
		};
	}

	static Clause every(List<Clause> clauses) {
		Clause[] all = clauses.toArray(Clause[]::new);
		return (name) -> {
			for (Clause clause : all) {
				if (!clause.matches(name)) {
					return false;
				}
			}
			return true;
		};
	}

}
