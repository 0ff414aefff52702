package dev.gai.braintrust.testing;

import java.lang.reflect.Field;
import java.util.Map;

/**
 * Gives one application after the other environment variables of its own within one
 * process, which starts with {@link #OPTIONS}. To start a process takes as long as some
 * ten applications within it.
 */
public final class OwnVariables {

	/** Without these options of the JVM nobody can write variables. */
	public static final String[] OPTIONS = { "--add-opens", "java.base/java.util=ALL-UNNAMED" };

	private OwnVariables() {
	}

	/**
	 * Runs an application with some variables besides those of the process.
	 * @param variables the variables
	 * @param application the application
	 * @throws Exception what the application throws
	 */
	public static void during(Map<String, String> variables, Application application) throws Exception {
		Map<String, String> environment = environment();
		environment.putAll(variables);
		try {
			application.run();
		}
		finally {
			environment.keySet().removeAll(variables.keySet());
		}
	}

	/** What {@link System#getenv()} shows, which cannot be written otherwise. */
	@SuppressWarnings("unchecked")
	private static Map<String, String> environment() throws ReflectiveOperationException {
		Map<String, String> readable = System.getenv();
		Field writable = readable.getClass().getDeclaredField("m");
		writable.setAccessible(true);
		return (Map<String, String>) writable.get(readable);
	}

	/** May fail. */
	@FunctionalInterface
	public interface Application {

		void run() throws Exception;

	}

}
