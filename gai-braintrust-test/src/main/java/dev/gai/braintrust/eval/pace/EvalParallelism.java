package dev.gai.braintrust.eval.pace;

/**
 * How many cases run at the same time.
 *
 * @since 0.1.0
 */
public final class EvalParallelism {

	private static final String PROPERTY = "gai.eval.parallelism";

	private EvalParallelism() {
	}

	/**
	 * What the system property {@code gai.eval.parallelism} says.
	 * @return the number, 1 unless it is set
	 * @throws IllegalArgumentException if it is no number, or below 1
	 */
	public static int get() {
		String text = System.getProperty(PROPERTY, "1");
		try {
			int parallelism = Integer.parseInt(text.strip());
			if (parallelism >= 1) {
				return parallelism;
			}
		}
		catch (NumberFormatException ex) {
			// said below
		}
		throw new IllegalArgumentException(PROPERTY + " = " + text + ": write a number, 1 or more");
	}

}
