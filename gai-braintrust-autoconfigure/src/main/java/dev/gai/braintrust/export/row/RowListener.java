package dev.gai.braintrust.export.row;

import java.util.List;

/**
 * Told of every row in the form in which it is sent: sampled, filtered, masked and cut.
 * What it throws is reported once and changes nothing.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface RowListener {

	/** Nobody listens. */
	RowListener NONE = (row) -> {
	};

	/**
	 * A row has been encoded. Called by the writer's thread, or with
	 * {@code export.spool.mode=sync} by the thread that ended the span: it must not wait.
	 * @param row the row
	 */
	void encoded(Row row);

	/**
	 * Makes one listener of several.
	 * @param listeners the listeners
	 * @return one that tells all of them, {@link #NONE} for none
	 */
	static RowListener of(List<RowListener> listeners) {
		return switch (listeners.size()) {
			case 0 -> NONE;
			case 1 -> listeners.get(0);
			default -> (row) -> listeners.forEach((listener) -> listener.encoded(row));
		};
	}

}
