package dev.gai.braintrust.autoconfigure.security;

import java.io.IOException;

import dev.gai.braintrust.guard.Guard;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.servlet.DispatcherServlet;

/**
 * Stands before Spring Security's filters and sees which requests did not get behind
 * them.
 */
final class ServletRefusals implements Filter {

	private final RefusedRequests refused;

	ServletRefusals(RefusedRequests refused) {
		this.refused = refused;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		chain.doFilter(request, response);
		Guard.run("It is not known whether a request was refused", () -> {
			if (request instanceof HttpServletRequest http && response instanceof HttpServletResponse answer
					&& request.getAttribute(DispatcherServlet.WEB_APPLICATION_CONTEXT_ATTRIBUTE) == null) {
				String path = http.getRequestURI().substring(http.getContextPath().length());
				this.refused.answered(http.getMethod(), path, answer.getStatus());
			}
		});
	}

}
