package dev.gai.braintrust.completion;

import java.util.List;

import dev.gai.braintrust.completion.Completions.CallStarter;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpEntity;
import org.springframework.http.ResponseEntity;

/**
 * Follows the body of a {@link ResponseEntity} that comes after its head: a stream, or
 * what writes one.
 */
final class EntityCompletion implements Completion {

	private final List<Body> bodies;

	/**
	 * Creates a way.
	 * @param bodies the ways to follow a body, which may still be added to
	 */
	EntityCompletion(List<Body> bodies) {
		this.bodies = bodies;
	}

	@Override
	public boolean follows(Object result, Class<?> declared) {
		return declared.isAssignableFrom(ResponseEntity.class) && result.getClass() == ResponseEntity.class
				&& strategy(result) != null;
	}

	@Override
	public Object follow(Object result, @Nullable TrackedCall call, CallStarter starter) {
		ResponseEntity<?> entity = (ResponseEntity<?>) result;
		Body way = strategy(result);
		Object body = entity.getBody();
		TrackedCall started = Completions.startedOr(call, () -> starter.start(null));
		if (way == null || body == null) {
			started.completed(result);
			return result;
		}
		return new ResponseEntity<>(way.strategy().follow(body, way.declared(), started, starter), entity.getHeaders(),
				entity.getStatusCode());
	}

	private @Nullable Body strategy(Object entity) {
		Object body = ((HttpEntity<?>) entity).getBody();
		for (Body way : this.bodies) {
			if (body != null && way.strategy().follows(body, way.declared())) {
				return way;
			}
		}
		return null;
	}

	/**
	 * A way to follow a body.
	 *
	 * @param strategy the way
	 * @param declared what MVC expects
	 */
	record Body(Completion strategy, Class<?> declared) {

	}

}
