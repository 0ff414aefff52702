package dev.gai.braintrust.retry;

import org.springframework.http.ResponseEntity;
import org.springframework.util.ClassUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/**
 * Answers with a status and a stream as their body: whether there is another attempt says
 * the first element of the body, so that it is waited for before the status is handed on.
 */
final class StreamingEntities {

	private static final boolean KNOWN = ClassUtils.isPresent("org.springframework.http.ResponseEntity",
			StreamingEntities.class.getClassLoader());

	private StreamingEntities() {
	}

	/**
	 * The answer, once its body has begun.
	 * @param answer any answer
	 * @param attempts told of the first element of its body
	 * @param <T> type of the answer
	 * @return the same answer, but for one whose body is a stream
	 */
	static <T> Mono<T> begun(T answer, CallRetries attempts) {
		return KNOWN ? Entities.begun(answer, attempts) : Mono.just(answer);
	}

	/** Loading this class needs {@code spring-web}. */
	private static final class Entities {

		@SuppressWarnings("unchecked") // a body of the same type takes the place
		static <T> Mono<T> begun(T answer, CallRetries attempts) {
			return (answer instanceof ResponseEntity<?> entity && entity.getClass() == ResponseEntity.class
					&& entity.getBody() instanceof Flux<?> body) ? (Mono<T>) withBody(entity, body, attempts)
							: Mono.just(answer);
		}

		/**
		 * The source is subscribed to once: what reads the body goes on with it.
		 */
		private static Mono<ResponseEntity<?>> withBody(ResponseEntity<?> entity, Flux<?> body, CallRetries attempts) {
			return body
				.switchOnFirst(
						(first, rest) -> answered(first, attempts).thenReturn(
								ResponseEntity.status(entity.getStatusCode()).headers(entity.getHeaders()).body(rest)),
						false)
				.single()
				.map((begun) -> (ResponseEntity<?>) begun);
		}

		private static Mono<Void> answered(Signal<?> first, CallRetries attempts) {
			Throwable failure = first.getThrowable();
			if (failure != null) {
				return Mono.error(failure);
			}
			return Mono.fromRunnable(() -> attempts.answered(first.get()));
		}

	}

}
