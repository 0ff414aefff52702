package dev.gai.braintrust.autoconfigure.security;

import dev.gai.braintrust.guard.Guard;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Stands before Spring Security's filters and sees which requests did not get behind
 * them.
 */
final class ReactiveRefusals implements WebFilter, Ordered {

	private final RefusedRequests refused;

	ReactiveRefusals(RefusedRequests refused) {
		this.refused = refused;
	}

	@Override
	public int getOrder() {
		return RefusalsConfiguration.BEFORE_SECURITY;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		return chain.filter(exchange)
			.doOnSuccess((done) -> Guard.run("It is not known whether a request was refused", () -> look(exchange)));
	}

	private void look(ServerWebExchange exchange) {
		HttpStatusCode status = exchange.getResponse().getStatusCode();
		if (status != null && exchange.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) == null) {
			this.refused.answered(exchange.getRequest().getMethod().name(),
					exchange.getRequest().getPath().pathWithinApplication().value(), status.value());
		}
	}

}
