package dev.gai.braintrust.aspect

import dev.gai.braintrust.annotation.AgentTool
import dev.gai.braintrust.testing.Traces
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import java.math.BigInteger
import java.util.concurrent.CompletableFuture
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

/**
 * Arguments and results of Kotlin's inline classes, which are bare numbers to Java.
 */
@Timeout(60)
@Tag("thorough")
class InlineClassesTests {

	private val traces = Traces()

	private val context = traces.beans(Tools::class.java)

	private val tools = context.getBean(Tools::class.java)

	@AfterEach
	fun stop() = context.close()

	@Test
	fun `a result is its value`() {
		assertThat(runBlocking { tools.later("found") }.getOrNull()).isEqualTo("found")
		assertThat(tools.now("found").getOrNull()).isEqualTo("found")
		assertThat(tools.future("found").join().getOrNull()).isEqualTo("found")

		assertThat(traces.spans()).hasSize(3).allSatisfy {
			assertThat(it.output()).isEqualTo("found")
			assertThat(it.record().error()).isNull()
		}
	}

	@Test
	fun `a result that failed is an error, though nothing is thrown`() {
		assertThat(runBlocking { tools.later(null) }.exceptionOrNull()).isSameAs(ERROR)
		assertThat(tools.now(null).exceptionOrNull()).isSameAs(ERROR)
		assertThat(tools.future(null).join().exceptionOrNull()).isSameAs(ERROR)

		assertThat(traces.spans()).hasSize(3).allSatisfy { assertThat(it.record().error()).isSameAs(ERROR) }
	}

	@Test
	fun `results within others`() {
		assertThat(tools.several()).hasSize(2)

		val output = traces.only().output() as List<*>
		assertThat(output[0]).isEqualTo(7L)
		assertThat(output[1].toString()).contains("failure").contains("gone")
		assertThat(traces.only().record().error()).isNull()
	}

	@Test
	fun `numbers without a sign and durations are what they are declared as`() {
		runBlocking { tools.waits(4_000_000_000u, ULong.MAX_VALUE, 1500.milliseconds, null) }
		tools.takes(200u, 65_000u, 3.seconds)
		tools.unsigned()
		tools.lasting()
		tools.pair()

		val big = BigInteger("18446744073709551615")
		val waits = traces.named("execute_tool waits")
		assertThat(waits.input().toString()).isEqualTo("{count=4000000000, most=$big, time=1.5s, none=null}")
		assertThat(waits.output()).isEqualTo(4_000_000_000)
		assertThat(traces.named("execute_tool takes").input().toString()).isEqualTo("{small=200, short=65000, time=3s}")
		assertThat(traces.named("execute_tool unsigned").output()).isEqualTo(big)
		assertThat(traces.named("execute_tool lasting").output()).isEqualTo("2s")
		assertThat(traces.named("execute_tool pair").output()).isEqualTo(mapOf("first" to 4_000_000_000, "second" to "3s"))
	}

	open class Tools {

		@AgentTool(name = "later")
		open suspend fun later(value: String?): Result<String> {
			delay(1)
			return now(value)
		}

		@AgentTool(name = "now")
		open fun now(value: String?): Result<String> = if (value != null) Result.success(value) else Result.failure(ERROR)

		@AgentTool(name = "future")
		open fun future(value: String?): CompletableFuture<Result<String>> = CompletableFuture.completedFuture(now(value))

		@AgentTool(name = "several")
		open fun several(): List<Result<Long>> = listOf(Result.success(7L), Result.failure(ERROR))

		@AgentTool(name = "waits")
		open suspend fun waits(count: UInt, most: ULong, time: Duration, none: UInt?): UInt {
			delay(1)
			return count
		}

		@AgentTool(name = "takes")
		open fun takes(small: UByte, short: UShort, time: Duration) {
		}

		@AgentTool(name = "unsigned")
		open fun unsigned(): ULong = ULong.MAX_VALUE

		@AgentTool(name = "lasting")
		open fun lasting(): Duration = 2.seconds

		@AgentTool(name = "pair")
		open fun pair(): Pair<UInt, Duration> = 4_000_000_000u to 3.seconds

	}

	companion object {

		val ERROR = IllegalStateException("gone")

	}

}
