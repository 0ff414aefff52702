package dev.gai.braintrust.replay;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.gai.braintrust.replay.cassette.CassetteFolder;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * A test class that runs, with those nested in it. When all of it was recorded, the
 * cassettes that it no longer asks for are removed. Thread-safe.
 */
final class ClassRun {

	private static final Log logger = LogFactory.getLog(ClassRun.class);

	private final Class<?> type;

	private final Set<Replay> replays = new HashSet<>();

	private final Set<String> methods = new HashSet<>();

	private final Set<String> tests = new HashSet<>();

	private final Set<Path> written = new HashSet<>();

	private boolean failed;

	ClassRun(Class<?> type) {
		this.type = type;
	}

	boolean isOf(Class<?> other) {
		return this.type == other;
	}

	synchronized void begins(Replay replay, ExtensionContext context) {
		if (this.replays.add(replay)) {
			replay.providers().refresh();
		}
		this.methods.add(TestNames.of(context.getRequiredTestClass(), context.getRequiredTestMethod()));
		this.tests.add(TestNames.of(context));
	}

	synchronized void ends(TestRun run, boolean failed) {
		this.written.addAll(run.written());
		this.failed |= failed;
	}

	synchronized List<Replay> replays() {
		return List.copyOf(this.replays);
	}

	/**
	 * Removes what a class that was recorded as a whole no longer asks for.
	 */
	synchronized void removeStale() {
		boolean whole = !this.failed && this.methods.containsAll(declared(this.type));
		for (Replay replay : this.replays) {
			this.written.addAll(replay.providers().tests().outside().written());
			for (CassetteFolder folder : replay.providers().recorded()) {
				int removed = whole ? removeStale(folder) : 0;
				logger.info("The cassettes of " + this.type.getSimpleName() + " are in " + folder.path()
						+ ((removed > 0) ? "; removed " + removed + " that it no longer asks for" : "")
						+ (whole ? "" : "; none was removed, since not all of its tests were run and passed"));
			}
		}
	}

	private int removeStale(CassetteFolder folder) {
		boolean alone = folder.tests().stream().allMatch((test) -> test == null || isOurs(test));
		return folder.remove((cassette) -> !this.written.contains(cassette.file())
				&& ((cassette.test() != null) ? isStale(cassette.test()) : alone));
	}

	private boolean isOurs(@Nullable String test) {
		return test != null && test.startsWith(TestNames.of(this.type) + ".");
	}

	/**
	 * An invocation that was not run may have been left out on purpose.
	 */
	private boolean isStale(String test) {
		int invocation = test.indexOf('[');
		String method = (invocation >= 0) ? test.substring(0, invocation) : test;
		return isOurs(test) && (this.tests.contains(test) || !this.methods.contains(method));
	}

	private static Set<String> declared(Class<?> type) {
		Set<String> names = new HashSet<>();
		for (Method method : ReflectionSupport.findMethods(type,
				(each) -> AnnotationSupport.isAnnotated(each, Testable.class), HierarchyTraversalMode.TOP_DOWN)) {
			names.add(TestNames.of(type, method));
		}
		ReflectionSupport.findNestedClasses(type, (inner) -> inner != type)
			.stream()
			.filter((inner) -> AnnotationSupport.isAnnotated(inner, org.junit.jupiter.api.Nested.class))
			.forEach((inner) -> names.addAll(declared(inner)));
		return names;
	}

}
