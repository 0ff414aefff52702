package dev.gai.braintrust.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import kotlinx.coroutines.flow.Flow;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * The ways that the class path allows, in the order in which they are asked.
 */
final class CompletionStrategies {

	private static final String MVC = "org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter";

	private CompletionStrategies() {
	}

	static List<Completion> all() {
		List<EntityCompletion.Body> bodies = new ArrayList<>();
		Completion entities = isPresent("org.springframework.http.ResponseEntity") ? new EntityCompletion(bodies)
				: null;
		List<Completion> all = new ArrayList<>();
		if (isPresent("reactor.core.publisher.Flux")) {
			PublisherCompletion publishers = new PublisherCompletion(entities);
			all.add(publishers);
			if (isPresent("kotlinx.coroutines.flow.Flow")) {
				Kotlin.add(all, bodies);
			}
			bodies.add(new EntityCompletion.Body(new PublisherCompletion(null), Object.class));
			all.add(new AdaptedCompletion(publishers));
		}
		bodies.add(new EntityCompletion.Body(new StreamCompletion(), Stream.class));
		if (isPresent(MVC) && isPresent("jakarta.servlet.AsyncContext")) {
			all.add(new EmitterCompletion());
			all.add(new StreamingBodyCompletion());
			all.add(new DeferredResultCompletion());
			all.add(new AsyncTaskCompletion());
			Mvc.addBodies(bodies);
		}
		all.add(new StageCompletion());
		all.add(new StreamCompletion());
		all.add(new CallableCompletion());
		add(all, entities);
		return List.copyOf(all);
	}

	private static void add(List<Completion> all, @Nullable Completion strategy) {
		if (strategy != null) {
			all.add(strategy);
		}
	}

	/** Loading this class needs {@code spring-webmvc}. */
	private static final class Mvc {

		static void addBodies(List<EntityCompletion.Body> bodies) {
			bodies.add(new EntityCompletion.Body(new EmitterCompletion(), ResponseBodyEmitter.class));
			bodies.add(new EntityCompletion.Body(new StreamingBodyCompletion(), StreamingResponseBody.class));
		}

	}

	/** Loading this class needs Kotlin. */
	private static final class Kotlin {

		static void add(List<Completion> all, List<EntityCompletion.Body> bodies) {
			all.add(new FlowCompletion());
			all.add(new DeferredCompletion());
			bodies.add(new EntityCompletion.Body(new FlowCompletion(), Flow.class));
		}

	}

	private static boolean isPresent(String type) {
		return ClassUtils.isPresent(type, CompletionStrategies.class.getClassLoader());
	}

}
