package dev.gai.braintrust.eval.upload;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * All that is known of one run of an eval, with its content masked as it would be sent.
 * Written as JSON and read back, so that what could not be uploaded can be later.
 *
 * @param format version of the format
 * @param name name of the eval
 * @param startedAt when it began
 * @param durationMillis how long it took, in milliseconds
 * @param stoppedBecause why it ended before its last case, {@code null} if it did not
 * @param partOf how many cases there are in all, where only some were selected to be run;
 * {@code null} where all were
 * @param gate what the gate said, {@code null} if there is none
 * @param costUsd what the application's calls of models cost, in US dollars
 * @param tokens tokens of the application's calls
 * @param judgeCostUsd what the judges' calls cost, in US dollars
 * @param scorers the scorers with their means
 * @param cases the cases in the order in which they ran
 * @param repository the state of the sources, {@code null} if it is not known
 * @param upload what became of the experiment
 */
record EvalReport(int format, String name, Instant startedAt, long durationMillis, @Nullable String stoppedBecause,
		@Nullable Integer partOf, @Nullable ReportGate gate, BigDecimal costUsd, long tokens, BigDecimal judgeCostUsd,
		List<ReportScorer> scorers, List<ReportCase> cases, @Nullable RepositoryFacts repository, ReportUpload upload) {

	/** The version of the format. */
	static final int FORMAT = 1;

	/**
	 * The same report after something has become of its experiment.
	 * @param outcome what
	 * @return a report
	 */
	EvalReport with(ReportUpload outcome) {
		return new EvalReport(this.format, this.name, this.startedAt, this.durationMillis, this.stoppedBecause,
				this.partOf, this.gate, this.costUsd, this.tokens, this.judgeCostUsd, this.scorers, this.cases,
				this.repository, outcome);
	}

	/**
	 * Which part of the eval it is.
	 * @return for example {@code 2 of 12 cases}, {@code null} if it is all of it
	 */
	@Nullable String part() {
		return (this.partOf != null) ? this.cases.size() + " of " + this.partOf + " cases" : null;
	}

	/**
	 * How many cases passed.
	 * @return the number
	 */
	long passed() {
		return this.cases.stream().filter(ReportCase::passed).count();
	}

}
