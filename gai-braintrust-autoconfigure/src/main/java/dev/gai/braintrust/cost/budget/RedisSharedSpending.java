package dev.gai.braintrust.cost.budget;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.gai.braintrust.promise.Internal;

import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * Keeps what instances have spent in a Redis: one hash for each account, with a field for
 * each instance and slot of time. A script writes and reads at once, so that no two
 * instances miss each other.
 *
 * @since 0.1.0
 */
@Internal
public final class RedisSharedSpending implements SharedSpending {

	private static final RedisScript<List<?>> EXCHANGE = script("""
			local first = tonumber(ARGV[2])
			for i = 4, #ARGV, 2 do
			  redis.call('HSET', KEYS[1], ARGV[1] .. ':' .. ARGV[i], ARGV[i + 1])
			end
			if #ARGV > 3 then redis.call('PEXPIRE', KEYS[1], ARGV[3]) end
			local all = redis.call('HGETALL', KEYS[1])
			local others = {}
			for i = 1, #all, 2 do
			  local instance, slot = string.match(all[i], '^(.*):(-?%d+)$')
			  if tonumber(slot) < first then
			    redis.call('HDEL', KEYS[1], all[i])
			  elseif instance ~= ARGV[1] then
			    others[#others + 1] = slot
			    others[#others + 1] = all[i + 1]
			  end
			end
			return others
			""");

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
	public Map<Long, Long> exchange(String account, String instance, Map<Long, Long> own, long first, Duration keep) {
		List<String> arguments = new ArrayList<>();
		arguments.add(instance);
		arguments.add(String.valueOf(first));
		arguments.add(String.valueOf(keep.toMillis()));
		own.forEach((slot, amount) -> {
			arguments.add(slot.toString());
			arguments.add(amount.toString());
		});
		List<?> answer = this.redis.execute(EXCHANGE, List.of(this.prefix + account), arguments.toArray());
		Map<Long, Long> others = new TreeMap<>();
		for (int i = 0; answer != null && i + 1 < answer.size(); i += 2) {
			// Summed up here, since numbers of Lua are not exact.
			others.merge(Long.valueOf(answer.get(i).toString()), Long.valueOf(answer.get(i + 1).toString()), Long::sum);
		}
		return others;
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static RedisScript<List<?>> script(String lua) {
		return (RedisScript) new DefaultRedisScript<>(lua, List.class);
	}

}
