package dev.gai.braintrust.cost.budget;

import java.time.Duration;
import java.util.Map;

import dev.gai.braintrust.promise.PublicApi;

/**
 * Where instances of an application tell each other what they have spent. Asked by one
 * thread of this library, which may wait; what it throws means that nobody can be told
 * now.
 *
 * @since 0.1.0
 */
@PublicApi
public interface SharedSpending {

	/**
	 * Tells what this instance has spent, and learns what the others have. All of it is
	 * told each time, in place of what was told before: it does no harm to tell it twice,
	 * and what has been forgotten there is known again.
	 * @param account name of the account; the same in all instances
	 * @param instance id of this instance
	 * @param own picodollars that this instance has spent, by slot of time; may be empty
	 * @param first the first slot that still counts
	 * @param keep how long the account is kept after somebody has told something
	 * @return picodollars that the others have spent, by slot
	 */
	Map<Long, Long> exchange(String account, String instance, Map<Long, Long> own, long first, Duration keep);

}
