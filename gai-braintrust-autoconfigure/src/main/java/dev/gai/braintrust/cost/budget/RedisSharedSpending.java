package dev.gai.braintrust.cost.budget;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * Keeps what instances have spent in a Redis: one hash for each account, with a field for
 * each slot of time. A script adds and reads at once, so that nothing is lost between
 * instances, and remembers the batch, so that nothing counts twice when an answer got
 * lost.
 *
 * @since 0.1.0
 */
public final class RedisSharedSpending implements SharedSpending {

	private static final RedisScript<List<?>> EXCHANGE = script("""
			if #ARGV > 3 and redis.call('SET', KEYS[2], '1', 'NX', 'PX', ARGV[3]) then
			  for i = 4, #ARGV, 2 do
			    redis.call('HINCRBY', KEYS[1], ARGV[i], ARGV[i + 1])
			  end
			  redis.call('PEXPIRE', KEYS[1], ARGV[2])
			end
			local all = redis.call('HGETALL', KEYS[1])
			local counting = {}
			for i = 1, #all, 2 do
			  if tonumber(all[i]) >= tonumber(ARGV[1]) then
			    counting[#counting + 1] = all[i]
			    counting[#counting + 1] = all[i + 1]
			  end
			end
			if #counting == 0 or #all > 2 * #counting + 20 then
			  for i = 1, #all, 2 do
			    if tonumber(all[i]) < tonumber(ARGV[1]) then redis.call('HDEL', KEYS[1], all[i]) end
			  end
			end
			return counting
			""");

	private static final String BATCH_MILLIS = String.valueOf(Duration.ofMinutes(10).toMillis());

	private final StringRedisTemplate redis;

	private final String prefix;

	/**
	 * Creates a place in a Redis.
	 * @param redis the Redis
	 * @param prefix start of the names of all keys
	 */
	public RedisSharedSpending(StringRedisTemplate redis, String prefix) {
		this.redis = redis;
		this.prefix = prefix;
	}

	@Override
	public Map<Long, Long> exchange(String account, String batch, Map<Long, Long> amounts, long first, Duration keep) {
		// What stands in braces decides about the node of a cluster: both keys live on
		// one.
		String hash = this.prefix + "{" + account + "}";
		List<String> arguments = new ArrayList<>();
		arguments.add(String.valueOf(first));
		arguments.add(String.valueOf(keep.toMillis()));
		arguments.add(BATCH_MILLIS);
		amounts.forEach((slot, amount) -> {
			arguments.add(slot.toString());
			arguments.add(amount.toString());
		});
		List<?> answer = this.redis.execute(EXCHANGE, List.of(hash, hash + ":" + batch), arguments.toArray());
		Map<Long, Long> spent = new TreeMap<>();
		for (int i = 0; answer != null && i + 1 < answer.size(); i += 2) {
			spent.put(Long.valueOf(answer.get(i).toString()), Long.valueOf(answer.get(i + 1).toString()));
		}
		return spent;
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static RedisScript<List<?>> script(String lua) {
		return (RedisScript) new DefaultRedisScript<>(lua, List.class);
	}

}
