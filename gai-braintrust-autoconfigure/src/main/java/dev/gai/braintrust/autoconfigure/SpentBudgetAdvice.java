package dev.gai.braintrust.autoconfigure;

import java.time.Duration;
import java.time.Instant;

import dev.gai.braintrust.cost.budget.BudgetExceededException;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/**
 * Answers a request that a spent budget has stopped with 429 instead of an internal
 * error, in web applications on Spring MVC and on WebFlux alike. An application that
 * handles the exception, or all exceptions, comes first. What the budget is and who has
 * spent it is not told to callers.
 */
@ControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
final class SpentBudgetAdvice {

	/**
	 * Creates an advice.
	 */
	SpentBudgetAdvice() {
	}

	@ExceptionHandler(BudgetExceededException.class)
	ResponseEntity<ProblemDetail> spent(BudgetExceededException ex) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.TOO_MANY_REQUESTS,
				"The budget for calls of models is spent.");
		ResponseEntity.BodyBuilder answer = ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS);
		Instant reset = ex.resetsAt();
		if (reset != null) {
			long seconds = Math.max(1, Duration.between(Instant.now(), reset).toSeconds());
			answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
		}
		return answer.body(problem);
	}

}
