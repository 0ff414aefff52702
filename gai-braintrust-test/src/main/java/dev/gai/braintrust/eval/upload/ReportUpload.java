package dev.gai.braintrust.eval.upload;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What became of the experiment in Braintrust.
 *
 * @param state how far it came
 * @param detail why nothing or not all was uploaded, {@code null} where there is nothing
 * to say
 * @param experimentId id of the experiment, {@code null} if there is none
 * @param experimentName its name in Braintrust
 * @param link its address
 * @param rows how many rows were uploaded
 * @param missing what was not uploaded, in words
 */
record ReportUpload(State state, @Nullable String detail, @Nullable String experimentId,
		@Nullable String experimentName, @Nullable String link, int rows, List<String> missing) {

	/**
	 * Nothing was to be uploaded.
	 * @param why why not
	 * @return the outcome
	 */
	static ReportUpload off(String why) {
		return new ReportUpload(State.OFF, why, null, null, null, 0, List.of());
	}

	/**
	 * How far an upload came.
	 */
	enum State {

		/** It was not wanted. */
		OFF,

		/** It failed, wholly or in part, and can be tried again. */
		PENDING,

		/** All is there. */
		UPLOADED

	}

}
