package dev.gai.braintrust.autoconfigure.security;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Says why a request to one of our paths was refused before it got there, which the
 * answer does not. Each reason once for each path. Thread-safe.
 */
final class RefusedRequests {

	private static final Log logger = LogFactory.getLog("dev.gai.braintrust");

	private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

	private final List<GuardedPath> paths;

	private final Set<String> said = ConcurrentHashMap.newKeySet();

	RefusedRequests(List<GuardedPath> paths) {
		this.paths = paths;
	}

	/**
	 * A request that has been answered by somebody else.
	 * @param method its method
	 * @param path its path within the application
	 * @param status the status of the answer; only those that refuse somebody matter
	 */
	void answered(String method, String path, int status) {
		if (status != 401 && status != 403) {
			return;
		}
		for (GuardedPath guarded : this.paths) {
			if (guarded.matches(path)) {
				boolean token = status == 403 && !READING.contains(method);
				if (this.said.add(status + guarded.path() + token)) {
					logger.warn(message(guarded, status, token));
				}
				return;
			}
		}
	}

	private static String message(GuardedPath guarded, int status, boolean token) {
		String request = "Spring Security has answered a request to " + guarded.path() + " with " + status
				+ " before it got there";
		String allow = guarded.open()
				? "let the path through, which guards itself: authorizeHttpRequests((requests) -> "
						+ "requests.requestMatchers(\"" + guarded.pattern() + "\").permitAll())"
				: "send a user who may do so, by HTTP Basic for example";
		String remedy = token
				? ", most likely because it has no CSRF token (a client may see 401). Send one, or exempt the path: "
						+ "csrf((csrf) -> csrf.ignoringRequestMatchers(\"" + guarded.pattern()
						+ "\")). If that is done, " + allow
				: ". Where that is not what you want, " + allow;
		return request + remedy + ". docs/" + guarded.page() + " shows the filter chain. Reported once.";
	}

	/**
	 * A path that is ours.
	 *
	 * @param path the path
	 * @param below whether all paths below are ours too
	 * @param open whether it checks by itself who may come in
	 * @param page the page of the documentation
	 */
	record GuardedPath(String path, boolean below, boolean open, String page) {

		boolean matches(String requested) {
			return requested.equals(this.path) || (this.below && requested.startsWith(this.path + "/"));
		}

		String pattern() {
			return this.below ? this.path + "/**" : this.path;
		}

	}

}
