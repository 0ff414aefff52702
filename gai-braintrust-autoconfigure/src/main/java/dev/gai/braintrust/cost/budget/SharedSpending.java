package dev.gai.braintrust.cost.budget;

import java.time.Duration;
import java.util.Map;

import dev.gai.braintrust.promise.PublicApi;

/**
 * Shares what the instances of an application have spent. Called by one thread of this
 * library, which may wait; an exception means that nothing can be shared at the moment.
 *
 * @since 0.1.0
 */
@PublicApi
public interface SharedSpending {

	/**
	 * Shares what this instance has spent, and returns what the others have. Each call
	 * passes all of it, in place of what was shared before, so that repeating a call does
	 * no harm and a store that has lost its data has it again.
	 * @param account name of the account; the same in all instances
	 * @param instance id of this instance
	 * @param own picodollars that this instance has spent, by slot of time; may be empty
	 * @param first the first slot that still counts
	 * @param keep how long the account is kept after its last update
	 * @return picodollars that the others have spent, by slot
	 */
	Map<Long, Long> exchange(String account, String instance, Map<Long, Long> own, long first, Duration keep);

}
