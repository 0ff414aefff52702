package dev.gai.braintrust.integration;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.springframework.aot.agent.RecordedInvocation;
import org.springframework.aot.agent.RecordedInvocationsPublisher;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.aot.AotServices;

/**
 * Prints what the library does by reflection, and whether a native image has a hint of
 * it. In a process with Spring's agent for that.
 */
final class RecordedReflection {

	/** They look at each bean of the application, which has hints of its own or none. */
	private static final Set<String> LOOK_AT_BEANS = Set.of("dev.gai.braintrust.aspect.AnnotatedTypes",
			"dev.gai.braintrust.aspect.UntraceableMethods");

	private RecordedReflection() {
	}

	static void during(Runnable work) {
		Queue<RecordedInvocation> seen = new ConcurrentLinkedQueue<>();
		RecordedInvocationsPublisher.addListener(seen::add);
		work.run();
		RuntimeHints hints = new RuntimeHints();
		AotServices.factories()
			.load(RuntimeHintsRegistrar.class)
			.forEach((registrar) -> registrar.registerHints(hints, RecordedReflection.class.getClassLoader()));
		seen.stream()
			.filter((invocation) -> caller(invocation).startsWith("dev.gai.braintrust."))
			.filter((invocation) -> !LOOK_AT_BEANS.contains(caller(invocation)))
			.map((invocation) -> (invocation.matches(hints) ? "hint: " : "no hint: ") + said(invocation))
			.distinct()
			.forEach(System.out::println);
	}

	private static String said(RecordedInvocation invocation) {
		return caller(invocation) + " calls " + invocation.getMethodReference() + " with " + invocation.getArguments();
	}

	private static String caller(RecordedInvocation invocation) {
		return invocation.getStackFrames().findFirst().map(StackWalker.StackFrame::getClassName).orElse("");
	}

}
