package dev.gai.braintrust.aspect

import dev.gai.braintrust.annotation.AgentTool
import dev.gai.braintrust.annotation.LlmContext
import dev.gai.braintrust.annotation.LlmRetry
import dev.gai.braintrust.annotation.TracedAgent
import dev.gai.braintrust.annotation.TracedLlmCall
import dev.gai.braintrust.error.ErrorCategory
import dev.gai.braintrust.error.ErrorClassification
import dev.gai.braintrust.testing.Traces
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.ReceiveChannel
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.timeout
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.withTimeoutOrNull
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.extension.ExtendWith
import org.springframework.boot.test.system.CapturedOutput
import org.springframework.boot.test.system.OutputCaptureExtension
import org.springframework.http.HttpStatus
import org.springframework.web.client.HttpServerErrorException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.atomic.AtomicInteger
import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.coroutineContext
import kotlin.time.Duration.Companion.milliseconds

/**
 * Functions that suspend: calls one after the other, again and in a context. And results
 * that come later.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension::class)
@Tag("thorough")
class SuspendedCallsTests {

	private val traces = Traces()

	private val context = traces.beans(Tools::class.java, Calls::class.java, Agent::class.java)

	private val calls = context.getBean(Calls::class.java)

	@AfterEach
	fun stop() {
		context.close()
		assertThat(traces.registry().currentObservationScope).isNull()
	}

	@Test
	fun `calls that follow each other at once are beside each other`() {
		runBlocking { context.getBean(Agent::class.java).work() }

		val agent = traces.named("invoke_agent worker")
		val below = traces.spans().filter { it.name() == "execute_tool look" }
		assertThat(below).hasSize(3).allSatisfy { assertThat(it.parentId()).isEqualTo(agent.id()) }
	}

	@Test
	fun `what follows a call is no part of it`() {
		runBlocking(Dispatchers.Default) {
			context.getBean(Tools::class.java).look()
			context.getBean(Tools::class.java).look()
		}

		assertThat(traces.spans()).hasSize(2).allSatisfy { assertThat(it.isRoot).isTrue() }
	}

	@Test
	fun `a model that is busy is asked again`() {
		assertThat(runBlocking { calls.busy() }).isEqualTo("third")
		assertThat(runBlocking { calls.busyAtOnce() }).isEqualTo("third")
		assertThat(runBlocking(Dispatchers.Default) { calls.busy() }).isEqualTo("third")

		assertThat(traces.spans().filter { it.name() == "chat m" }).hasSize(3).allSatisfy {
			assertThat(it.record().attempts().failed()).hasSize(2)
			assertThat(it.record().error()).isNull()
			assertThat(it.output().toString()).contains("third")
		}
	}

	@Test
	fun `the last error is the caller's`() {
		val caught = runCatching { runBlocking { calls.alwaysBusy() } }.exceptionOrNull()

		assertThat(caught).isInstanceOf(HttpServerErrorException::class.java)
		val span = traces.named("chat m")
		assertThat(span.record().error()).isSameAs(caught)
		assertThat(span.record().attempts().failed()).hasSize(2)
	}

	@Test
	fun `an error that stays is not tried again`() {
		val caught = runCatching { runBlocking { calls.wrong() } }.exceptionOrNull()

		assertThat(caught).isInstanceOf(IllegalArgumentException::class.java)
		assertThat(calls.asked.get()).isEqualTo(1)
	}

	@Test
	fun `whoever leaves while it is waited for the next attempt ends the call`() {
		runBlocking {
			val job = launch(Dispatchers.Default) { calls.waitsLong() }
			calls.begun.await()
			delay(20)
			job.cancel()
			job.join()
		}

		val span = traces.await("chat m")
		assertThat(span.record().failure().cancelled()).isTrue()
		assertThat(calls.asked.get()).isEqualTo(1)
	}

	@Test
	fun `a function goes on where it was called`() {
		val dispatcher = Dispatchers.Default
		runBlocking(dispatcher) {
			calls.busy()
			assertThat(coroutineContext[ContinuationInterceptor]).isSameAs(dispatcher)
			assertThat(Thread.currentThread().name).contains("DefaultDispatcher")
		}
	}

	@Test
	fun `a context is shared by all that a function does`() {
		assertThat(runBlocking { calls.inContext() }).isEqualTo("looked")
		runBlocking { context.getBean(Tools::class.java).look() }

		val spans = traces.spans()
		assertThat(spans).hasSize(5)
		assertThat(spans.subList(0, 4)).allSatisfy { assertThat(it.metadata("session_id")).isEqualTo("s-1") }
		assertThat(spans[4].metadata("session_id")).isNull()
	}

	@Test
	fun `what follows a context is outside of it`() {
		runBlocking(Dispatchers.Default) {
			calls.inContext()
			context.getBean(Tools::class.java).look()
		}

		assertThat(traces.spans().last().metadata("session_id")).isNull()
	}

	@Test
	fun `a deferred result ends its call`() {
		val scope = CoroutineScope(Dispatchers.Default + SupervisorJob())
		assertThat(runBlocking { calls.deferred(scope, null).await() }).isEqualTo("later")
		assertThat(traces.await("execute_tool deferred").output()).isEqualTo("later")
	}

	@Test
	fun `a deferred result is the very one and fails with its error`() {
		val scope = CoroutineScope(Dispatchers.Default + SupervisorJob())
		val error = IllegalStateException("gone")
		val deferred = calls.deferred(scope, error)
		assertThat(runCatching { runBlocking { deferred.await() } }.exceptionOrNull()).hasMessage("gone")
		assertThat(traces.await("execute_tool deferred").record().error()).hasMessage("gone")

		val own = CompletableDeferred<String>()
		assertThat(calls.given(own)).isSameAs(own)
		own.cancel()
		assertThat(traces.await("execute_tool given").record().failure().cancelled()).isTrue()
	}

	@Test
	fun `time that runs out within is an error`() {
		val scope = CoroutineScope(Dispatchers.Default + SupervisorJob())
		runCatching { runBlocking { calls.hurried() } }
		runCatching { runBlocking { calls.hurriedFlow().toList() } }
		runCatching { runBlocking { calls.hurriedDeferred(scope).await() } }
		traces.await("execute_tool hurriedDeferred")

		assertThat(traces.spans()).hasSize(3).allSatisfy {
			assertThat(it.record().error()).isInstanceOf(TimeoutCancellationException::class.java)
			assertThat(it.record().failure().meaning()).isEqualTo(ErrorClassification.of(ErrorCategory.TIMEOUT))
			assertThat(it.record().failure().cancelled()).isFalse()
		}
	}

	@Test
	fun `a model that was too slow is asked again`() {
		assertThat(runBlocking { calls.hurriedAtFirst() }).isEqualTo("second")
		assertThat(traces.named("chat m").record().attempts().failed()).hasSize(1)
	}

	@Test
	fun `time that runs out for whoever waits is no error`() {
		assertThat(runBlocking { withTimeoutOrNull(10) { calls.waits() } }).isNull()
		assertThat(runBlocking { withTimeoutOrNull(10) { calls.waitingFlow().toList() } }).isNull()
		assertThat(runBlocking { withTimeoutOrNull(10) { calls.waitingDeferred(this).await() } }).isNull()
		runCatching { runBlocking { calls.waitingFlow().timeout(10.milliseconds).toList() } }

		assertThat(traces.spans()).hasSize(4).allSatisfy {
			assertThat(it.record().error()).isNull()
			assertThat(it.record().failure().cancelled()).isTrue()
		}
	}

	@Test
	fun `a future out of a function that suspends is told of at the start`(output: CapturedOutput) {
		UntraceableMethods().report(Later::class.java, false)

		assertThat(output.out)
			.contains("Later.future are not traced in full: its result is a CompletableFuture, which cannot be followed, "
					+ "so that its span ends when it returns; declare it without suspend")
			.contains("Later.channel are not traced in full: its result is a ReceiveChannel")
			.doesNotContain("Later.flow").doesNotContain("Later.text").doesNotContain("Later.none")
			.doesNotContain("Later.alone")
	}

	open class Later {

		@AgentTool
		open suspend fun channel(): ReceiveChannel<String> = Channel()

		@AgentTool
		open suspend fun flow(): Flow<String> = flowOf("a")

		@AgentTool
		open suspend fun future(): CompletableFuture<String> = CompletableFuture.completedFuture("a")

		@AgentTool
		open suspend fun text(): List<String> = listOf("a")

		@AgentTool
		open suspend fun none() {
		}

		@AgentTool
		open fun alone(): Flow<String> = flowOf("a")

	}

	open class Tools {

		@AgentTool
		open suspend fun look(): String {
			delay(1)
			return "looked"
		}

	}

	open class Calls(private val tools: Tools) {

		open val asked = AtomicInteger()

		open val begun = CompletableDeferred<Unit>()

		@TracedLlmCall(provider = "p", model = "m", retry = LlmRetry(maxAttempts = 3, delay = "1ms"))
		open suspend fun busy(): String {
			delay(1)
			return busyAtFirst()
		}

		@TracedLlmCall(provider = "p", model = "m", retry = LlmRetry(maxAttempts = 3, delay = "1ms"))
		open suspend fun busyAtOnce(): String = busyAtFirst()

		@TracedLlmCall(provider = "p", model = "m", retry = LlmRetry(maxAttempts = 2, delay = "1ms"))
		open suspend fun alwaysBusy(): String {
			delay(1)
			throw busyError()
		}

		@TracedLlmCall(provider = "p", model = "m", retry = LlmRetry(maxAttempts = 3, delay = "1ms"))
		open suspend fun wrong(): String {
			asked.incrementAndGet()
			delay(1)
			throw IllegalArgumentException("wrong")
		}

		@TracedLlmCall(provider = "p", model = "m", retry = LlmRetry(maxAttempts = 3, delay = "1h", maxDelay = "1h"))
		open suspend fun waitsLong(): String {
			asked.incrementAndGet()
			begun.complete(Unit)
			throw busyError()
		}

		@AgentTool
		open suspend fun hurried(): String = withTimeout(10) { never() }

		@AgentTool
		open fun hurriedFlow(): Flow<String> = flow { emit(withTimeout(10) { never() }) }

		@AgentTool
		open fun hurriedDeferred(scope: CoroutineScope): Deferred<String> = scope.async { withTimeout(10) { never() } }

		@TracedLlmCall(provider = "p", model = "m", retry = LlmRetry(maxAttempts = 2, delay = "1ms"))
		open suspend fun hurriedAtFirst(): String = if (asked.getAndIncrement() == 0) withTimeout(10) { never() } else "second"

		@AgentTool
		open suspend fun waits(): String = never()

		@AgentTool
		open fun waitingFlow(): Flow<String> = flow { emit(never()) }

		@AgentTool
		open fun waitingDeferred(scope: CoroutineScope): Deferred<String> = scope.async { never() }

		private suspend fun never(): String {
			delay(60_000)
			return "late"
		}

		private fun busyAtFirst(): String {
			if (asked.incrementAndGet() % 3 != 0) {
				throw busyError()
			}
			return "third"
		}

		private fun busyError() = HttpServerErrorException.create(HttpStatus.SERVICE_UNAVAILABLE, "busy", org.springframework.http.HttpHeaders(), ByteArray(0), null)

		@LlmContext(session = "s-1")
		open suspend fun inContext(): String {
			tools.look()
			tools.look()
			delay(2)
			withContext(Dispatchers.IO) { tools.look() }
			return tools.look()
		}

		@AgentTool
		open fun deferred(scope: CoroutineScope, error: Exception?): Deferred<String> = scope.async {
			delay(1)
			if (error != null) {
				throw error
			}
			"later"
		}

		@AgentTool
		open fun given(deferred: Deferred<String>): Deferred<String> = deferred

	}

	open class Agent(private val tools: Tools) {

		@TracedAgent(name = "worker")
		open suspend fun work(): String {
			tools.look()
			tools.look()
			return tools.look()
		}

	}

}
