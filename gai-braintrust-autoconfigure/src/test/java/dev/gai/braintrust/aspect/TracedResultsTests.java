package dev.gai.braintrust.aspect;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;

import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.trace.GenAiSpan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TracedResultsTests {

	private final Traces traces = new Traces();

	private ConfigurableApplicationContext context;

	private Tools tools;

	@BeforeEach
	void start() {
		this.context = this.traces.beans(Tools.class);
		this.tools = this.context.getBean(Tools.class);
	}

	@AfterEach
	void stop() {
		this.context.close();
		assertThat(this.traces.registry().getCurrentObservationScope()).isNull();
		assertThat(this.traces.otel().currentSpan()).isNull();
	}

	@Test
	void recordsAValue() {
		assertThat(this.tools.value(Map.of("a", 1))).isEqualTo(Map.of("a", 1));
		assertThat(this.traces.only().output()).isEqualTo(Map.of("a", 1));
	}

	@Test
	void recordsNothingOfVoidAndNull() {
		this.tools.nothing();
		assertThat(this.tools.value(null)).isNull();
		assertThat(this.traces.spans()).hasSize(2).allSatisfy((span) -> assertThat(span.output()).isNull());
	}

	@Test
	void recordsWhatAnOptionalHolds() {
		assertThat(this.tools.optional("x")).contains("x");
		assertThat(this.tools.optional(null)).isEmpty();
		assertThat(this.traces.spans().get(0).output()).isEqualTo("x");
		assertThat(this.traces.spans().get(1).output()).isNull();
	}

	@Test
	void passesCheckedExceptionsUnchanged() {
		IOException error = new IOException("gone");
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.tools.fail(error)).isSameAs(error);
		assertThat(this.traces.only().record().error()).isSameAs(error);
		assertThat(this.traces.only().data().getEvents()).hasSize(1);
	}

	@Test
	void passesErrorsUnchanged() {
		StackOverflowError error = new StackOverflowError();
		assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> this.tools.fail(error)).isSameAs(error);
		assertThat(this.traces.only().record().error()).isSameAs(error);
	}

	@Test
	void returnsTheVeryFutureAndEndsWithIt() {
		CompletableFuture<String> future = new CompletableFuture<>();
		assertThat(this.tools.future(future)).isSameAs(future);
		assertThat(this.traces.spans()).isEmpty();
		future.complete("later");
		assertThat(this.traces.only().output()).isEqualTo("later");
	}

	@Test
	void unwrapsTheErrorOfAFuture() {
		CompletableFuture<String> future = new CompletableFuture<>();
		this.tools.future(future.thenApply((text) -> text).thenApply((text) -> text));
		IOException error = new IOException("gone");
		future.completeExceptionally(new CompletionException(error));
		assertThat(this.traces.only().record().error()).isSameAs(error);
	}

	@Test
	void marksACancelledFuture() {
		CompletableFuture<String> future = new CompletableFuture<>();
		this.tools.future(future).cancel(true);
		assertThat(this.traces.only().record().failure().cancelled()).isTrue();
		assertThat(this.traces.only().record().error()).isNull();
	}

	@Test
	void marksAFutureWhoseSourceWasCancelled() {
		CompletableFuture<String> source = new CompletableFuture<>();
		this.tools.future(source.thenApply((text) -> text));
		source.cancel(true);
		assertThat(this.traces.only().record().failure().cancelled()).isTrue();
		assertThat(this.traces.only().record().error()).isNull();
	}

	@Test
	void toleratesAStageThatTakesNoCallbacks() {
		CompletableFuture<String> odd = new CompletableFuture<>() {

			@Override
			public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
				throw new UnsupportedOperationException();
			}

		};
		assertThat(this.tools.future(odd)).isSameAs(odd);
		assertThat(this.traces.names()).containsExactly("execute_tool future");
	}

	@Test
	void prefersTheOutputSetByHand() {
		assertThat(this.tools.byHand()).isEqualTo("returned");
		assertThat(this.traces.only().output()).isEqualTo(List.of("by", "hand"));
		assertThat(this.traces.only().metadata("k")).isEqualTo(1);
	}

	static class Tools {

		@AgentTool
		Object value(Object value) {
			return value;
		}

		@AgentTool
		void nothing() {
		}

		@AgentTool
		Optional<String> optional(String value) {
			return Optional.ofNullable(value);
		}

		@AgentTool
		String fail(Throwable error) throws IOException {
			if (error instanceof IOException io) {
				throw io;
			}
			throw (Error) error;
		}

		@AgentTool
		CompletableFuture<String> future(CompletableFuture<String> future) {
			return future;
		}

		@AgentTool
		String byHand() {
			GenAiSpan.current().output(List.of("by", "hand")).metadata("k", 1);
			return "returned";
		}

	}

}
