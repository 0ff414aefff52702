package dev.gai.braintrust.test;

import java.util.Collection;
import java.util.List;

import dev.gai.braintrust.export.row.Row;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.test.recording.TestRecording;
import org.jspecify.annotations.Nullable;

/**
 * Makes traces of parts of what was recorded.
 *
 * @since 0.1.0
 */
@Internal
public final class CaseTraces {

	private CaseTraces() {
	}

	/**
	 * One trace of all rows but some.
	 * @param recording what was recorded
	 * @param without ids of the spans to leave out
	 * @return the trace, {@code null} if no row is left
	 */
	public static @Nullable RecordedTrace of(TestRecording recording, Collection<String> without) {
		List<Row> rows = recording.rows().stream().filter((row) -> !without.contains(row.spanId())).toList();
		return rows.isEmpty() ? null : new RecordedTrace(rows, recording.givenUp());
	}

}
