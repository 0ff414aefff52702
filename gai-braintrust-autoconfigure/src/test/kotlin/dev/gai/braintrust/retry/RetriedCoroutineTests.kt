package dev.gai.braintrust.retry

import dev.gai.braintrust.error.ErrorClassifier
import dev.gai.braintrust.error.ErrorClassifiers
import io.micrometer.observation.Observation
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.withTimeoutOrNull
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.springframework.http.HttpHeaders
import org.springframework.http.HttpStatus
import org.springframework.web.client.HttpServerErrorException
import java.time.Duration
import kotlin.coroutines.Continuation
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn

/**
 * Functions that suspend are called again, on whatever way they fail.
 */
@Timeout(60)
@Tag("thorough")
class RetriedCoroutineTests {

	private val failed = mutableListOf<Throwable>()

	private val retrier = Retrier(ErrorClassifiers(listOf(ErrorClassifier.builtIn())), { _ ->
		AttemptListener { _, error, _, _, _, _, _ -> failed.add(error) }
	})

	private var asked = 0

	@Test
	fun `after errors at once and later`() {
		assertThat(runBlocking { call(3) { busyAtFirst(later = false) } }).isEqualTo("third")
		assertThat(runBlocking { call(3) { busyAtFirst(later = true) } }).isEqualTo("third")
		assertThat(runBlocking(Dispatchers.Default) { call(3) { busyAtFirst(later = true) } }).isEqualTo("third")
		assertThat(failed).hasSize(6)
	}

	@Test
	fun `without a wait in between`() {
		assertThat(runBlocking { call(3, Duration.ZERO) { busyAtFirst(later = true) } }).isEqualTo("third")
		assertThat(runBlocking { call(3, Duration.ZERO) { busyAtFirst(later = false) } }).isEqualTo("third")
	}

	@Test
	fun `until the last error`() {
		val error = busy()
		assertThat(runCatching { runBlocking { call(2) { throw error } } }.exceptionOrNull()).isSameAs(error)
		assertThat(runCatching { runBlocking { call(2) { delay(1); throw error } } }.exceptionOrNull()).isSameAs(error)
		assertThat(failed).hasSize(4)
	}

	@Test
	fun `not after errors that stay`() {
		val error = IllegalArgumentException("wrong")
		assertThat(runCatching { runBlocking { call(3) { delay(1); asked++; throw error } } }.exceptionOrNull()).isSameAs(error)
		assertThat(asked).isEqualTo(1)
	}

	@Test
	fun `not if there is one attempt`() {
		assertThat(runCatching { runBlocking { call(1) { asked++; throw busy() } } }.exceptionOrNull()).isNotNull()
		assertThat(asked).isEqualTo(1)
	}

	@Test
	fun `not after whoever waited has left`() {
		runBlocking {
			val begun = CompletableDeferred<Unit>()
			val job = launch(Dispatchers.Default) { call(3, Duration.ofHours(1)) { asked++; begun.complete(Unit); throw busy() } }
			begun.await()
			job.cancel()
			job.join()
		}
		assertThat(asked).isEqualTo(1)
	}

	@Test
	fun `after time has run out within, not after that of whoever waited`() {
		assertThat(runBlocking { call(2) { if (asked++ == 0) withTimeout(1) { delay(60_000); "late" } else "second" } }).isEqualTo("second")

		asked = 0
		assertThat(runBlocking { withTimeoutOrNull(20) { call(3) { asked++; delay(60_000); "late" } } }).isNull()
		assertThat(asked).isEqualTo(1)
	}

	@Test
	fun `where the coroutine runs`() {
		val threads = mutableListOf<String>()
		runBlocking(Dispatchers.Default) {
			call(2) {
				threads.add(Thread.currentThread().name)
				busyAtSecond()
			}
			threads.add(Thread.currentThread().name)
		}
		assertThat(threads).hasSize(3).allSatisfy { assertThat(it).contains("DefaultDispatcher") }
	}

	private fun busyAtSecond(): String {
		asked++
		return if (asked == 1) throw busy() else "second"
	}

	private suspend fun busyAtFirst(later: Boolean): String {
		if (later) {
			delay(1)
		}
		asked++
		return if (asked % 3 != 0) throw busy() else "third"
	}

	private fun busy() = HttpServerErrorException.create(HttpStatus.SERVICE_UNAVAILABLE, "busy", HttpHeaders(), ByteArray(0), null)

	@Suppress("UNCHECKED_CAST")
	private suspend fun call(attempts: Int, wait: Duration = Duration.ofMillis(1), block: suspend () -> String): String {
		val policy = LlmRetryPolicy.attempts(attempts).delay(wait)
		return suspendCoroutineUninterceptedOrReturn { outer ->
			retrier.callSuspending(policy, Observation.NOOP, { next ->
				block.startCoroutineUninterceptedOrReturn(next as Continuation<String>)
			}, outer)
		}
	}

}
