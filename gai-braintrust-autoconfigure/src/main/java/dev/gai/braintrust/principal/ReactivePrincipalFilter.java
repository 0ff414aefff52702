package dev.gai.braintrust.principal;

import java.security.Principal;

import dev.gai.braintrust.guard.Guard;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Has all spans of a request share its user, as {@link ServletPrincipalFilter} does where
 * requests are reactive.
 *
 * @since 0.1.0
 */
public final class ReactivePrincipalFilter implements WebFilter, Ordered {

	private final int order;

	/**
	 * Creates a filter.
	 * @param order where it stands among the filters; behind Spring Security's
	 */
	public ReactivePrincipalFilter(int order) {
		this.order = order;
	}

	@Override
	public int getOrder() {
		return this.order;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		return ServerRequestObservationContext.findCurrent(exchange.getAttributes())
			.map((observed) -> shared(exchange, observed).then(Mono.defer(() -> chain.filter(exchange))))
			.orElseGet(() -> chain.filter(exchange));
	}

	private static Mono<Principal> shared(ServerWebExchange exchange, ServerRequestObservationContext observed) {
		return exchange.<Principal>getPrincipal().onErrorResume((error) -> {
			// Whoever needs the principal is told, too.
			Guard.report("The user of a request is not known", error);
			return Mono.empty();
		})
			.doOnNext((principal) -> Guard.run("The user of a request is not known",
					() -> PrincipalName.share(principal, observed)));
	}

}
