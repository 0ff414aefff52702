package dev.gai.braintrust.eval;

import java.util.stream.DoubleStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * The p-values are those of SciPy 1.x: {@code binomtest(min(b, c), b + c)} for McNemar's
 * test, {@code permutation_test(…, permutation_type='samples')} of the mean for the
 * other.
 */
class PairedTestTests {

	@Test
	void mcNemarIsExact() {
		assertThat(PairedTest.mcNemar(1, 9)).isCloseTo(0.021484375, within(1e-12));
		assertThat(PairedTest.mcNemar(2, 10)).isCloseTo(0.03857421875, within(1e-12));
		assertThat(PairedTest.mcNemar(5, 5)).isEqualTo(1);
		assertThat(PairedTest.mcNemar(0, 6)).isCloseTo(0.03125, within(1e-12));
		assertThat(PairedTest.mcNemar(12, 3)).isCloseTo(0.03515625, within(1e-12));
		assertThat(PairedTest.mcNemar(0, 1)).isEqualTo(1);
		assertThat(PairedTest.mcNemar(3, 13)).isCloseTo(0.021270751953125, within(1e-12));
		assertThat(PairedTest.mcNemar(0, 0)).isEqualTo(1);
	}

	@Test
	void fewDifferencesAreAllPermuted() {
		assertThat(permutation(-0.1, -0.2, -0.3, -0.05, 0.1)).isCloseTo(0.25, within(1e-12));
		assertThat(permutation(-0.2, -0.1, -0.4, -0.3, -0.25, -0.15, 0.05, -0.35)).isCloseTo(0.015625, within(1e-12));
		assertThat(permutation(0.1, -0.1, 0.2, -0.2)).isEqualTo(1);
		assertThat(permutation(0.3, 0.2, 0.1, 0.4, 0.5, -0.6)).isCloseTo(0.4375, within(1e-12));
	}

	@Test
	void fishersExampleOfDarwinsPlantsIsReproduced() {
		assertThat(permutation(6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75)).isCloseTo(0.05267333984375,
				within(1e-12));
	}

	@Test
	void manyDifferencesAreSampledTheSameWayEachTime() {
		double[] differences = { 0.001, 0.059, 0, -0.196, 0.069, 0.014, -0.104, 0.03, 0.004, -0.005, -0.037, 0.026,
				-0.128, -0.06, -0.098, 0.032, -0.035, -0.075, -0.134, -0.071, -0.039, -0.073, 0.115, 0.081, -0.365,
				-0.267, -0.061, -0.091, -0.014, -0.014, 0.214, -0.173, -0.085, 0.205, 0.038, 0.04, -0.102, -0.238,
				-0.02, -0.027, -0.187, -0.122, -0.049, -0.153, -0.052, -0.029, -0.036, -0.101, 0.031, 0.067, -0.001,
				-0.138, 0.048, -0.1, 0.065, -0.169, 0.07, -0.042, -0.19, -0.078 };

		assertThat(permutation(differences)).isCloseTo(0.00092, within(0.0004)).isEqualTo(permutation(differences));
	}

	@Test
	void theTestFitsTheValues() {
		double[] ones = DoubleStream.generate(() -> 1).limit(6).toArray();
		assertThat(PairedTest.pValue(ones, new double[6])).isCloseTo(0.03125, within(1e-12));
		assertThat(PairedTest.pValue(new double[] { 0.5, 0.7 }, new double[] { 0.5, 0.7 })).isEqualTo(1);
	}

	private static double permutation(double... differences) {
		return PairedTest.permutation(differences);
	}

}
