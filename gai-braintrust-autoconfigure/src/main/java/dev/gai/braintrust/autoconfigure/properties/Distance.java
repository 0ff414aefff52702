package dev.gai.braintrust.autoconfigure.properties;

/**
 * How far two names are from each other.
 */
final class Distance {

	private Distance() {
	}

	/**
	 * The number of characters to insert, remove or replace. A word that only lacks its
	 * start or end is nearer, as people write {@code limit} for {@code limit-usd}.
	 * @param from what was written
	 * @param to what may have been meant
	 * @return the distance, the smaller the nearer
	 */
	static int between(String from, String to) {
		int[] row = new int[to.length() + 1];
		for (int j = 0; j <= to.length(); j++) {
			row[j] = 2 * j;
		}
		for (int i = 1; i <= from.length(); i++) {
			int diagonal = row[0];
			row[0] = 2 * i;
			for (int j = 1; j <= to.length(); j++) {
				int replaced = diagonal + ((from.charAt(i - 1) == to.charAt(j - 1)) ? 0 : 2);
				diagonal = row[j];
				row[j] = Math.min(replaced, 2 + Math.min(row[j], row[j - 1]));
			}
		}
		int word = from.lastIndexOf('.') + 1;
		boolean extended = to.startsWith(from)
				|| (to.startsWith(from.substring(0, word)) && to.endsWith("-" + from.substring(word)));
		return extended ? row[to.length()] / 2 : row[to.length()];
	}

}
