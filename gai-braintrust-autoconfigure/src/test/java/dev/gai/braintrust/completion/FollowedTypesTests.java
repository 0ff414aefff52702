package dev.gai.braintrust.completion;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.Stream;

import com.anthropic.core.http.AsyncStreamResponse;
import com.openai.core.http.StreamResponse;
import dev.gai.braintrust.completion.type.AsyncTypes;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.CompletableSource;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.MaybeSource;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.ObservableSource;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleSource;
import io.reactivex.rxjava3.observables.ConnectableObservable;
import io.reactivex.rxjava3.parallel.ParallelFlowable;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.subjects.PublishSubject;
import io.reactivex.rxjava3.subjects.SingleSubject;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import io.smallrye.mutiny.operators.uni.builders.UniCreateFromKnownItem;
import kotlinx.coroutines.CompletableDeferred;
import kotlinx.coroutines.CompletableDeferredKt;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.channels.ChannelKt;
import kotlinx.coroutines.channels.ReceiveChannel;
import kotlinx.coroutines.flow.FlowKt;
import kotlinx.coroutines.flow.MutableSharedFlow;
import kotlinx.coroutines.flow.MutableStateFlow;
import kotlinx.coroutines.flow.SharedFlow;
import kotlinx.coroutines.flow.SharedFlowKt;
import kotlinx.coroutines.flow.StateFlow;
import kotlinx.coroutines.flow.StateFlowKt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.Mockito;
import org.reactivestreams.Publisher;
import reactor.core.CorePublisher;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.ParallelFlux;

import org.springframework.http.StreamingHttpOutputMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Those who declare a type are warned exactly where results of it are not followed.
 */
@Tag("thorough")
class FollowedTypesTests {

	@ParameterizedTest
	@MethodSource
	void nothingIsMissedOfWhatIsFollowed(Class<?> declared, Object result) {
		assertThat(isFollowed(declared, result)).isTrue();
		assertThat(AsyncTypes.missed(declared)).isNull();
	}

	static Stream<Arguments> nothingIsMissedOfWhatIsFollowed() {
		return Stream.of(arguments(Mono.class, Mono.just("a")), arguments(Flux.class, Flux.just("a")),
				arguments(Publisher.class, Flux.just("a")), arguments(Publisher.class, Flowable.just("a")),
				arguments(CorePublisher.class, Mono.just("a")), arguments(Single.class, Single.just("a")),
				arguments(Maybe.class, Maybe.just("a")), arguments(Completable.class, Completable.complete()),
				arguments(Observable.class, Observable.just("a")), arguments(Observable.class, PublishSubject.create()),
				arguments(Flowable.class, Flowable.just("a")), arguments(Uni.class, Uni.createFrom().item("a")),
				arguments(Multi.class, Multi.createFrom().item("a")),
				arguments(Flow.Publisher.class, Multi.createFrom().item("a")),
				arguments(kotlinx.coroutines.flow.Flow.class, FlowKt.flowOf("a")),
				arguments(kotlinx.coroutines.flow.Flow.class, StateFlowKt.MutableStateFlow("a")),
				arguments(Deferred.class, CompletableDeferredKt.CompletableDeferred("a")),
				arguments(CompletableDeferred.class, CompletableDeferredKt.CompletableDeferred("a")),
				arguments(StreamResponse.class, Mockito.mock(StreamResponse.class)),
				arguments(CompletableFuture.class, CompletableFuture.completedFuture("a")));
	}

	@ParameterizedTest
	@MethodSource
	void whoeverDeclaresWhatIsNotFollowedIsTold(Class<?> declared, Object result, String instead) {
		assertThat(isFollowed(declared, result)).isFalse();
		assertThat(AsyncTypes.missed(declared)).isEqualTo("its result is a " + declared.getSimpleName()
				+ ", which cannot be followed, so that its span ends when it returns; declare " + instead);
	}

	static Stream<Arguments> whoeverDeclaresWhatIsNotFollowedIsTold() {
		MutableSharedFlow<String> shared = SharedFlowKt.MutableSharedFlow(1, 0, BufferOverflow.SUSPEND);
		StreamingHttpOutputMessage.Body body = (output) -> output.write('a');
		return Stream.of(arguments(ParallelFlux.class, Flux.just("a").parallel(), "Flux"),
				arguments(StreamingHttpOutputMessage.Body.class, body, "StreamingResponseBody"),
				arguments(ConnectableFlux.class, Flux.just("a").publish(), "Flux"),
				arguments(SingleSource.class, Single.just("a"), "Single"),
				arguments(SingleSubject.class, SingleSubject.create(), "Single"),
				arguments(MaybeSource.class, Maybe.just("a"), "Maybe"),
				arguments(CompletableSource.class, Completable.complete(), "Completable"),
				arguments(ObservableSource.class, Observable.just("a"), "Observable"),
				arguments(ConnectableObservable.class, Observable.just("a").publish(), "Observable"),
				arguments(PublishSubject.class, PublishSubject.create(), "Observable"),
				arguments(PublishProcessor.class, PublishProcessor.create(), "Flowable"),
				arguments(ParallelFlowable.class, Flowable.just("a").parallel(), "Flowable"),
				arguments(UniCreateFromKnownItem.class, Uni.createFrom().item("a"), "Uni"),
				arguments(UnicastProcessor.class, UnicastProcessor.create(), "Multi"),
				arguments(SubmissionPublisher.class, new SubmissionPublisher<String>(), "Flow.Publisher"),
				arguments(SharedFlow.class, shared, "Flow"), arguments(MutableSharedFlow.class, shared, "Flow"),
				arguments(StateFlow.class, StateFlowKt.MutableStateFlow("a"), "Flow"),
				arguments(MutableStateFlow.class, StateFlowKt.MutableStateFlow("a"), "Flow"),
				arguments(AsyncStreamResponse.class, Mockito.mock(AsyncStreamResponse.class), "Flux"),
				arguments(ReceiveChannel.class, ChannelKt.Channel(1, BufferOverflow.SUSPEND, null), "Flow"));
	}

	@Test
	void aValueIsNotMissed() {
		assertThat(AsyncTypes.missed(String.class)).isNull();
		assertThat(AsyncTypes.missed(int.class)).isNull();
		assertThat(AsyncTypes.missed(Object.class)).isNull();
		assertThat(AsyncTypes.missed(Iterable.class)).isNull();
	}

	private static boolean isFollowed(Class<?> declared, Object result) {
		return CompletionStrategies.all().stream().anyMatch((strategy) -> strategy.follows(result, declared));
	}

}
