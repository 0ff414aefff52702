package dev.gai.braintrust.integration;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;

/**
 * Applications with Spring Security, some with the filter chains that docs/console.md and
 * docs/feedback.md show.
 */
final class SecuredApplications {

	/**
	 * As weak as it gets: the encoder that Spring Security uses otherwise, also for who
	 * has given a password that is not encoded, takes a tenth of a second per request.
	 */
	private static final PasswordEncoder PASSWORDS = new BCryptPasswordEncoder(4);

	private SecuredApplications() {
	}

	static UserDetails user(String name, String role) {
		return User.withUsername(name).password(PASSWORDS.encode("pw")).roles(role).build();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableWebSecurity
	@Import(SecurityFilter.class)
	static class Secured {

		@Bean
		InMemoryUserDetailsManager users() {
			return new InMemoryUserDetailsManager(user("ada", "OPERATIONS"), user("eve", "USER"));
		}

		@Bean
		SecurityFilterChain security(HttpSecurity http) throws Exception {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

	static class Documented extends Secured {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		SecurityFilterChain feedback(HttpSecurity http) throws Exception {
			return http.securityMatcher("/gai/feedback")
				.authorizeHttpRequests(
						(requests) -> requests.requestMatchers(HttpMethod.POST).permitAll().anyRequest().denyAll())
				.csrf(CsrfConfigurer::disable)
				.build();
		}

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE + 1)
		SecurityFilterChain console(HttpSecurity http) throws Exception {
			return http.securityMatcher("/gai/**")
				.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.csrf(CsrfConfigurer::disable)
				.headers(HeadersConfigurer::disable)
				.build();
		}

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE + 2)
		SecurityFilterChain operations(HttpSecurity http) throws Exception {
			return http.securityMatcher("/actuator/braintrust", "/actuator/llmusage")
				.authorizeHttpRequests((requests) -> requests.anyRequest().hasRole("OPERATIONS"))
				.httpBasic(Customizer.withDefaults())
				.csrf(CsrfConfigurer::disable)
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableWebFluxSecurity
	@Import(Passwords.class)
	static class SecuredReactive {

		@Bean
		MapReactiveUserDetailsService users() {
			return new MapReactiveUserDetailsService(user("ada", "OPERATIONS"), user("eve", "USER"));
		}

	}

	static class DocumentedReactive extends SecuredReactive {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		SecurityWebFilterChain feedback(ServerHttpSecurity http) {
			return http.securityMatcher(ServerWebExchangeMatchers.pathMatchers("/gai/feedback"))
				.authorizeExchange(
						(exchanges) -> exchanges.pathMatchers(HttpMethod.POST).permitAll().anyExchange().denyAll())
				.csrf(ServerHttpSecurity.CsrfSpec::disable)
				.build();
		}

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE + 1)
		SecurityWebFilterChain console(ServerHttpSecurity http) {
			return http.securityMatcher(ServerWebExchangeMatchers.pathMatchers("/gai/**"))
				.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll())
				.csrf(ServerHttpSecurity.CsrfSpec::disable)
				.headers(ServerHttpSecurity.HeaderSpec::disable)
				.build();
		}

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE + 2)
		SecurityWebFilterChain operations(ServerHttpSecurity http) {
			return http
				.securityMatcher(ServerWebExchangeMatchers.pathMatchers("/actuator/braintrust", "/actuator/llmusage"))
				.authorizeExchange((exchanges) -> exchanges.anyExchange().hasRole("OPERATIONS"))
				.httpBasic(Customizer.withDefaults())
				.csrf(ServerHttpSecurity.CsrfSpec::disable)
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Passwords {

		@Bean
		PasswordEncoder passwordEncoder() {
			return PASSWORDS;
		}

	}

	/**
	 * Puts Spring Security's filter where Spring Boot puts it.
	 */
	@Configuration(proxyBeanMethods = false)
	@Import(Passwords.class)
	static class SecurityFilter {

		@Bean
		DelegatingFilterProxyRegistrationBean securityRegistration() {
			DelegatingFilterProxyRegistrationBean registration = new DelegatingFilterProxyRegistrationBean(
					"springSecurityFilterChain");
			registration.setOrder(-100);
			return registration;
		}

	}

}
