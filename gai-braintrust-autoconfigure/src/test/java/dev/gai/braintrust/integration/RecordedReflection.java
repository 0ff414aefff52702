package dev.gai.braintrust.integration;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import dev.gai.braintrust.testing.OwnVariables;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.aot.AotServices;
import org.springframework.util.ReflectionUtils;

/**
 * Prints what the library does by reflection, and whether a native image has a hint of
 * it. In a process with Spring's agent for that, which is to be removed: its types are
 * found by name, so that nothing else depends on them.
 */
final class RecordedReflection {

	/** They look at each bean of the application, which has hints of its own or none. */
	private static final Set<String> LOOK_AT_BEANS = Set.of("dev.gai.braintrust.aspect.AnnotatedTypes",
			"dev.gai.braintrust.aspect.UntraceableMethods");

	private static final Set<String> OF_THE_TEST = Set.of(RecordedReflection.class.getName(),
			OwnVariables.class.getName());

	private RecordedReflection() {
	}

	static void during(OwnVariables.Application work) throws Exception {
		Queue<Object> seen = new ConcurrentLinkedQueue<>();
		Class<?> listener = Class.forName("org.springframework.aot.agent.RecordedInvocationsListener");
		Class.forName("org.springframework.aot.agent.RecordedInvocationsPublisher")
			.getMethod("addListener", listener)
			.invoke(null, Proxy.newProxyInstance(listener.getClassLoader(), new Class<?>[] { listener },
					(proxy, method, arguments) -> {
						seen.add(arguments[0]);
						return null;
					}));
		work.run();
		RuntimeHints hints = new RuntimeHints();
		AotServices.factories()
			.load(RuntimeHintsRegistrar.class)
			.forEach((registrar) -> registrar.registerHints(hints, RecordedReflection.class.getClassLoader()));
		seen.stream()
			.filter((invocation) -> caller(invocation).startsWith("dev.gai.braintrust."))
			.filter((invocation) -> !LOOK_AT_BEANS.contains(caller(invocation)))
			.filter((invocation) -> !OF_THE_TEST.contains(caller(invocation)))
			.map((invocation) -> (isHinted(invocation, hints) ? "hint: " : "no hint: ") + said(invocation))
			.distinct()
			.forEach(System.out::println);
	}

	private static boolean isHinted(Object invocation, RuntimeHints hints) {
		Method matches = ReflectionUtils.findMethod(invocation.getClass(), "matches", RuntimeHints.class);
		return Boolean.TRUE.equals(ReflectionUtils.invokeMethod(matches, invocation, hints));
	}

	private static String said(Object invocation) {
		return caller(invocation) + " calls " + ask(invocation, "getMethodReference") + " with "
				+ ask(invocation, "getArguments");
	}

	private static String caller(Object invocation) {
		return ((Stream<?>) ask(invocation, "getStackFrames")).findFirst()
			.map((frame) -> ((StackWalker.StackFrame) frame).getClassName())
			.orElse("");
	}

	private static Object ask(Object invocation, String method) {
		return ReflectionUtils.invokeMethod(ReflectionUtils.findMethod(invocation.getClass(), method), invocation);
	}

}
