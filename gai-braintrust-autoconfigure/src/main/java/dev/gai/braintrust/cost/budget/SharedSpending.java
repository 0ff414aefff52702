package dev.gai.braintrust.cost.budget;

import java.time.Duration;
import java.util.Map;

/**
 * Where instances of an application tell each other what they have spent. Asked by one
 * thread of this library, which may wait; what it throws means that nobody can be told
 * now.
 *
 * @since 0.1.0
 */
public interface SharedSpending {

	/**
	 * Adds what has been spent, and says what all have spent.
	 * @param account name of the account; the same in all instances
	 * @param batch id of the amounts: if they are told twice, they count once
	 * @param amounts picodollars by slot of time, to be added; may be empty
	 * @param first the first slot that still counts
	 * @param keep how long the account is kept after the last addition
	 * @return picodollars by slot, of all instances
	 */
	Map<Long, Long> exchange(String account, String batch, Map<Long, Long> amounts, long first, Duration keep);

}
