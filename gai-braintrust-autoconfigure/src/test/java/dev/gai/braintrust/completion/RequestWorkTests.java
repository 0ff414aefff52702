package dev.gai.braintrust.completion;

import java.io.IOException;
import java.util.concurrent.Callable;

import dev.gai.braintrust.testing.Traces;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.context.request.async.DeferredResult;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a server tells of requests whose work another thread does, in any order.
 */
class RequestWorkTests {

	private static final Callable<String> TASK = () -> "late";

	private final AsyncRequests requests = new AsyncRequests();

	private final ServletWebRequest request = new ServletWebRequest(new MockHttpServletRequest());

	private final EndOfCall call = new EndOfCall();

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = "Broken pipe")
	void aTimeoutIsTheReasonWhateverBecomesOfItsResponse(@Nullable String later) {
		this.requests.beforeConcurrentHandling(this.request, TASK);
		this.requests.preProcess(this.request, TASK);
		this.requests.handleTimeout(this.request, TASK);
		this.requests.afterCompletion(this.request, TASK);
		this.requests.handleError(this.request, TASK, (later != null) ? new IOException(later) : null);
		this.requests.afterCompletion(this.request, TASK);
		fail();
		assertThat(this.call.end).isInstanceOf(AsyncRequestTimeoutException.class);
	}

	@Test
	void anErrorThatTheServerDoesNotNameIsNoReason() {
		this.requests.beforeConcurrentHandling(this.request, TASK);
		this.requests.preProcess(this.request, TASK);
		fail();
		assertThat(this.call.end).isNull();
		this.requests.handleError(this.request, TASK, null);
		assertThat(this.call.end).isNull();
		this.requests.afterCompletion(this.request, TASK);
		assertThat(this.call.end).hasCauseInstanceOf(InterruptedException.class);
	}

	@Test
	void aDeferredResultWhoseErrorTheServerDoesNotNameIsCancelled() {
		DeferredResult<String> result = new DeferredResult<>();
		assertThat(AsyncRequests.follow(result, this.call)).isTrue();
		this.requests.handleError(this.request, result, null);
		assertThat(this.call.end).isNull();
		this.requests.afterCompletion(this.request, result);
		assertThat(this.call.end).isSameAs(EndOfCall.CANCELLED);
	}

	@Test
	void aThreadLeavesARequestThatTheServerUsesAgain() {
		ObservationRegistry observations = new Traces().registry();
		RequestCallables callables = new RequestCallables(() -> observations);
		Observation observation = Observation.createNotStarted("http", observations).start();
		observation.scoped(() -> callables.beforeConcurrentHandling(this.request, TASK));
		callables.preProcess(this.request, TASK);
		assertThat(observations.getCurrentObservation()).isSameAs(observation);
		this.request.requestCompleted();
		callables.postProcess(this.request, TASK, "late");
		assertThat(observations.getCurrentObservation()).isNull();
		observation.stop();
	}

	private void fail() {
		RequestWork.failed(this.call, new IllegalStateException("No answer", new InterruptedException()));
		this.requests.postProcess(this.request, TASK, "late");
	}

	/** Remembers how it ended first. */
	private static final class EndOfCall implements TrackedCall {

		private static final Throwable CANCELLED = new Throwable("cancelled");

		private static final Throwable COMPLETED = new Throwable("completed");

		private @Nullable Throwable end;

		@Override
		public Observation observation() {
			return Observation.NOOP;
		}

		@Override
		public void element(Object element) {
		}

		@Override
		public void completed() {
			end(COMPLETED);
		}

		@Override
		public void completed(@Nullable Object value) {
			end(COMPLETED);
		}

		@Override
		public void failed(Throwable error) {
			end(error);
		}

		@Override
		public void cancelled() {
			end(CANCELLED);
		}

		private void end(Throwable how) {
			this.end = (this.end != null) ? this.end : how;
		}

	}

}
