package dev.gai.braintrust.cost.catalog;

import java.util.regex.Pattern;

/** One rule of the price data about a name. Names and texts are in lower case. */
interface NameRule {

	boolean matches(String name);

	/** The whole name. */
	record Equal(String text) implements NameRule {

		@Override
		public boolean matches(String name) {
			return name.equals(this.text);
		}

	}

	/** The start of the name. */
	record Start(String text) implements NameRule {

		@Override
		public boolean matches(String name) {
			return name.startsWith(this.text);
		}

	}

	/** The end of the name. */
	record End(String text) implements NameRule {

		@Override
		public boolean matches(String name) {
			return name.endsWith(this.text);
		}

	}

	/** A part of the name. */
	record Within(String text) implements NameRule {

		@Override
		public boolean matches(String name) {
			return name.contains(this.text);
		}

	}

	/** A part of the name that has a form. */
	record Regex(Pattern pattern) implements NameRule {

		@Override
		public boolean matches(String name) {
			return this.pattern.matcher(name).find();
		}

	}

	/** One rule of several. */
	record Any(NameRule... clauses) implements NameRule {

		@Override
		public boolean matches(String name) {
			for (NameRule clause : this.clauses) {
				if (clause.matches(name)) {
					return true;
				}
			}
			return false;
		}

	}

	/** All of several rules. */
	record Every(NameRule... clauses) implements NameRule {

		@Override
		public boolean matches(String name) {
			for (NameRule clause : this.clauses) {
				if (!clause.matches(name)) {
					return false;
				}
			}
			return true;
		}

	}

}
