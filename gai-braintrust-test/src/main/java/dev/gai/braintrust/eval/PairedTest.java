package dev.gai.braintrust.eval;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/**
 * How likely it is that paired values differ by chance as much as they do. Two-sided.
 */
final class PairedTest {

	/** Up to so many differences, all signs are tried: a million of them. */
	private static final int EXACT = 20;

	private static final int SAMPLES = 99_999;

	/** Always the same, so that a run can be repeated. */
	private static final long SEED = 20_240_229;

	/** Sums that differ by rounding only are the same. */
	private static final double ROUNDING = 1e-9;

	private PairedTest() {
	}

	/**
	 * The p-value: exact McNemar's where all values are 0 or 1, else that of a paired
	 * permutation, exact for few differences and estimated for many.
	 * @param before values of the baseline
	 * @param now values of the same cases, in the same order
	 * @return the p-value, 1 if nothing differs
	 */
	static double pValue(double[] before, double[] now) {
		double[] differences = new double[before.length];
		Arrays.setAll(differences, (index) -> now[index] - before[index]);
		boolean binary = DoubleStream.concat(Arrays.stream(before), Arrays.stream(now))
			.allMatch((value) -> value == 0 || value == 1);
		if (binary) {
			int better = (int) Arrays.stream(differences).filter((difference) -> difference > 0).count();
			int worse = (int) Arrays.stream(differences).filter((difference) -> difference < 0).count();
			return mcNemar(better, worse);
		}
		return permutation(differences);
	}

	/**
	 * McNemar's test in its exact form.
	 * @param better how many cases went from 0 to 1
	 * @param worse how many cases went from 1 to 0
	 * @return the p-value
	 */
	static double mcNemar(int better, int worse) {
		int total = better + worse;
		double tail = 0;
		double logChoose = 0;
		for (int count = 0; count <= Math.min(better, worse); count++) {
			tail += Math.exp(logChoose - total * Math.log(2));
			logChoose += Math.log(total - count) - Math.log(count + 1);
		}
		return Math.min(1, 2 * tail);
	}

	/**
	 * A paired permutation test of the mean.
	 * @param differences now less before
	 * @return the p-value
	 */
	static double permutation(double[] differences) {
		// A difference of none stays the same whatever its sign.
		double[] values = Arrays.stream(differences).filter((value) -> Math.abs(value) > ROUNDING).toArray();
		double observed = Math.abs(Arrays.stream(values).sum()) - ROUNDING;
		if (values.length == 0) {
			return 1;
		}
		return (values.length <= EXACT) ? exact(values, observed) : estimated(values, observed);
	}

	private static double exact(double[] values, double observed) {
		int all = 1 << values.length;
		int extreme = 0;
		for (int signs = 0; signs < all; signs++) {
			double sum = 0;
			for (int index = 0; index < values.length; index++) {
				sum += ((signs >> index & 1) == 0) ? values[index] : -values[index];
			}
			extreme += (Math.abs(sum) >= observed) ? 1 : 0;
		}
		return (double) extreme / all;
	}

	/** What was observed is one of the permutations, so that p is never 0. */
	private static double estimated(double[] values, double observed) {
		SplittableRandom random = new SplittableRandom(SEED);
		int extreme = 1;
		for (int sample = 0; sample < SAMPLES; sample++) {
			double sum = 0;
			for (double value : values) {
				sum += random.nextBoolean() ? value : -value;
			}
			extreme += (Math.abs(sum) >= observed) ? 1 : 0;
		}
		return (double) extreme / (SAMPLES + 1);
	}

}
