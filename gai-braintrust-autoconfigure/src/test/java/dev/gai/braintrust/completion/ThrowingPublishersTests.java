package dev.gai.braintrust.completion;

import java.time.Duration;
import java.util.stream.Stream;

import dev.gai.braintrust.testing.Traces;
import io.opentelemetry.context.Context;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A source that throws where it should tell that it fails: the subscriber gets just that,
 * and the call has ended.
 */
class ThrowingPublishersTests {

	private final Traces traces = new Traces();

	@ParameterizedTest
	@MethodSource("throwables")
	void whenTheyAreSubscribedTo(Throwable thrown) {
		assertEnds(thrown, (subscriber) -> sneak(thrown));
	}

	@ParameterizedTest
	@MethodSource("throwables")
	void whenTheyAreAsked(Throwable thrown) {
		assertEnds(thrown, (subscriber) -> subscriber.onSubscribe(new Subscription() {

			@Override
			public void request(long demand) {
				sneak(thrown);
			}

			@Override
			public void cancel() {
			}

		}));
	}

	private void assertEnds(Throwable thrown, Publisher<String> source) {
		Throwable flux = catchThrowable(() -> this.traces.tracer()
			.llm("p", "m")
			.<Flux<String>, RuntimeException>call((span) -> Flux.from(source))
			.blockLast(Duration.ofSeconds(5)));
		Throwable mono = catchThrowable(() -> this.traces.tracer()
			.llm("p", "m")
			.<Mono<String>, RuntimeException>call((span) -> Mono.from(source))
			.block(Duration.ofSeconds(5)));

		assertThat(flux).satisfiesAnyOf((ex) -> assertThat(ex).isSameAs(thrown),
				(ex) -> assertThat(ex).hasCause(thrown));
		assertThat(mono).satisfiesAnyOf((ex) -> assertThat(ex).isSameAs(thrown),
				(ex) -> assertThat(ex).hasCause(thrown));
		assertThat(this.traces.spans()).hasSize(2)
			.allSatisfy((span) -> assertThat(span.record().error()).isSameAs(thrown));
		assertThat(Context.current()).isSameAs(Context.root());
	}

	static Stream<Throwable> throwables() {
		return Stream.of(new IllegalStateException("state"), new AssertionError("assertion"),
				new StackOverflowError("stack"), new NoClassDefFoundError("Missing"), new Error("error"));
	}

	@SuppressWarnings("unchecked")
	private static <T, X extends Throwable> T sneak(Throwable thrown) throws X {
		throw (X) thrown;
	}

}
