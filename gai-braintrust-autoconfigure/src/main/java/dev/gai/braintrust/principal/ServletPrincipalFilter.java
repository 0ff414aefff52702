package dev.gai.braintrust.principal;

import java.io.IOException;

import dev.gai.braintrust.guard.Guard;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Has all spans of a request share its user: the principal that Spring Security, or the
 * container, gives to the request. It stands behind Spring Security's filters. A request
 * that is not observed has nothing to share it with.
 *
 * @since 0.1.0
 */
public final class ServletPrincipalFilter implements Filter {

	/**
	 * Creates a filter.
	 */
	public ServletPrincipalFilter() {
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (request instanceof HttpServletRequest http) {
			Guard.run("The user of a request is not known",
					() -> ServerHttpObservationFilter.findObservationContext(http)
						.ifPresent((observed) -> PrincipalName.share(http.getUserPrincipal(), observed)));
		}
		chain.doFilter(request, response);
	}

}
