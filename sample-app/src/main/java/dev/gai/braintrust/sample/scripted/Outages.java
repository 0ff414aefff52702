package dev.gai.braintrust.sample.scripted;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import dev.gai.braintrust.sample.scripted.Script.Failure;
import dev.gai.braintrust.sample.scripted.Script.Reply;

/**
 * Remembers which failures of a reply have been played: one with each request, and then
 * the reply itself, after which it begins anew.
 */
final class Outages {

	private final Map<Reply, AtomicInteger> requests = new ConcurrentHashMap<>();

	/**
	 * The failure that a request meets.
	 * @param reply the reply that it is to have
	 * @return the failure, empty if it is answered
	 */
	Optional<Failure> next(Reply reply) {
		List<Failure> failures = reply.failures();
		if (failures.isEmpty()) {
			return Optional.empty();
		}
		int turn = this.requests.computeIfAbsent(reply, (unknown) -> new AtomicInteger()).getAndIncrement()
				% (reply.isHopeless() ? failures.size() : failures.size() + 1);
		return (turn < failures.size()) ? Optional.of(failures.get(turn)) : Optional.empty();
	}

}
