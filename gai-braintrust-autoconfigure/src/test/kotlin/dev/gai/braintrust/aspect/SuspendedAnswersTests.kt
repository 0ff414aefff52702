package dev.gai.braintrust.aspect

import com.fasterxml.jackson.databind.ObjectMapper
import dev.gai.braintrust.annotation.LlmRetry
import dev.gai.braintrust.annotation.TracedLlmCall
import dev.gai.braintrust.testing.Traces
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.springframework.resilience.InvocationRejectedException
import tools.jackson.databind.JsonNode
import tools.jackson.databind.json.JsonMapper
import java.util.concurrent.atomic.AtomicInteger

/**
 * Functions that suspend and what providers answer: whole, as a flow, and as an error
 * whose status says OK.
 */
@Timeout(60)
@Tag("thorough")
class SuspendedAnswersTests {

	private val traces = Traces()

	private val context = traces.beans(Models::class.java)

	private val models = context.getBean(Models::class.java)

	@AfterEach
	fun stop() {
		context.close()
	}

	@Test
	fun `answers are read in each type`() {
		runBlocking(Dispatchers.Default) {
			models.map(ANSWER)
			models.node(ANSWER)
			models.olderNode(ANSWER)
			models.text(ANSWER)
			models.bytes(ANSWER)
			models.several(ANSWER)
			models.atOnce(ANSWER)
			models.nullable(ANSWER)
			models.result(ANSWER)
			models.data(ANSWER)
			models.deferred(this, ANSWER).await()
		}

		assertThat(traces.spans()).hasSize(11).allSatisfy { assertAnswered(it) }
		assertThat(traces.calls()).hasSize(11)
	}

	@Test
	fun `answers are read from each flow`() {
		runBlocking(Dispatchers.Default) {
			models.maps(CHUNKS).toList()
			models.nodes(CHUNKS).toList()
			models.texts(CHUNKS).toList()
			models.lines(CHUNKS).toList()
			models.listOfChunks(CHUNKS)
			models.flowLater(CHUNKS).toList()
			models.flowAtOnce(CHUNKS).toList()
		}

		assertThat(traces.spans()).hasSize(7).allSatisfy { assertAnswered(it) }
	}

	@Test
	fun `errors are seen in each type`() {
		runBlocking(Dispatchers.Default) {
			models.map(ERROR)
			models.node(ERROR)
			models.olderNode(ERROR)
			models.text(ERROR)
			models.bytes(ERROR)
			models.several(ERROR)
			models.atOnce(ERROR)
			models.nullable(ERROR)
			models.result(ERROR)
			models.data(ERROR)
			models.deferred(this, ERROR).await()
			models.listOfChunks(CHUNKS.take(1) + ERROR)
		}

		assertThat(traces.spans()).hasSize(12).allSatisfy { assertFailed(it) }
		assertThat(traces.calls()).hasSize(12).allSatisfy { assertThat(it.error()).isEqualTo("rate_limited") }
	}

	@Test
	fun `errors are seen in each flow, behind the text that came before`() {
		val broken = CHUNKS.take(1) + ERROR
		runBlocking(Dispatchers.Default) {
			models.maps(broken).toList()
			models.nodes(broken).toList()
			models.texts(broken).toList()
			models.lines(broken).toList()
			models.flowLater(broken).toList()
			models.flowAtOnce(broken).toList()
		}

		assertThat(traces.spans()).hasSize(6).allSatisfy {
			assertFailed(it)
			assertThat(it.output().toString()).contains("Hel")
		}
	}

	@Test
	fun `a flow of a function that suspends is collected again as another call`() {
		runBlocking(Dispatchers.Default) {
			val flow = models.flowLater(CHUNKS)
			flow.toList()
			flow.toList()
		}

		assertThat(traces.spans()).hasSize(2).allSatisfy { assertAnswered(it) }
	}

	@Test
	fun `an error that may pass is asked again`() {
		val answer = runBlocking(Dispatchers.Default) { models.busyAtFirst() }

		assertThat(answer).containsKey("choices")
		val span = traces.named("chat m")
		assertThat(span.record().attempts().failed()).hasSize(1)
		assertAnswered(span)
	}

	@Test
	fun `what a guard refuses has never reached a provider`() {
		runBlocking(Dispatchers.Default) {
			assertThat(runCatching { models.refused() }.exceptionOrNull()).isNotNull()
			assertThat(runCatching { models.refusedFlow().toList() }.exceptionOrNull()).isNotNull()
			assertThat(runCatching { models.refusedLater().toList() }.exceptionOrNull()).isNotNull()
		}

		assertThat(traces.spans()).hasSize(3)
			.allSatisfy { assertThat(it.record().failure().meaning()?.category()?.value()).isEqualTo("overloaded") }
		assertThat(traces.calls()).isEmpty()
	}

	private fun assertAnswered(span: Traces.EndedSpan) {
		assertThat(span.record().error()).isNull()
		assertThat(span.output().toString()).contains("Hello!").doesNotContain("usage")
		assertThat(span.record().response().usage()?.input()).isEqualTo(3L)
	}

	private fun assertFailed(span: Traces.EndedSpan) {
		assertThat(span.record().error()).hasMessageContaining("Slow down")
		assertThat(span.record().failure().meaning()?.category()?.value()).isEqualTo("rate_limited")
	}

	data class Answer(val id: String?, val model: String?, val choices: List<Any>?, val usage: Any?, val error: Any?)

	open class Models {

		open val asked = AtomicInteger()

		@TracedLlmCall(model = "m")
		open suspend fun map(json: String): Map<String, Any?> = later(json) { mapOf(it) }

		@TracedLlmCall(model = "m")
		open suspend fun node(json: String): JsonNode = later(json) { MAPPER.readTree(it) }

		@TracedLlmCall(model = "m")
		open suspend fun olderNode(json: String): com.fasterxml.jackson.databind.JsonNode = later(json) { OLDER.readTree(it) }

		@TracedLlmCall(model = "m")
		open suspend fun text(json: String): String = later(json) { it }

		@TracedLlmCall(model = "m")
		open suspend fun bytes(json: String): ByteArray = later(json) { it.toByteArray() }

		@TracedLlmCall(model = "m")
		open suspend fun several(json: String): List<Map<String, Any?>> = later(json) { listOf(mapOf(it)) }

		@TracedLlmCall(model = "m")
		open suspend fun atOnce(json: String): Map<String, Any?> = mapOf(json)

		@TracedLlmCall(model = "m")
		open suspend fun nullable(json: String): Map<String, Any?>? = later(json) { mapOf(it) }

		@TracedLlmCall(model = "m")
		open suspend fun result(json: String): Result<Map<String, Any?>> = later(json) { Result.success(mapOf(it)) }

		@TracedLlmCall(model = "m")
		open suspend fun data(json: String): Answer = later(json) { MAPPER.readValue(it, Answer::class.java) }

		@TracedLlmCall(model = "m")
		open fun deferred(scope: CoroutineScope, json: String): Deferred<Map<String, Any?>> = scope.async { map2(json) }

		@TracedLlmCall(model = "m")
		open suspend fun listOfChunks(json: List<String>): List<Map<String, Any?>> = later(json) { all -> all.map { mapOf(it) } }

		@TracedLlmCall(model = "m")
		open fun maps(json: List<String>): Flow<Map<String, Any?>> = slowly(json).map { mapOf(it) }

		@TracedLlmCall(model = "m")
		open fun nodes(json: List<String>): Flow<JsonNode> = slowly(json).map { MAPPER.readTree(it) }

		@TracedLlmCall(model = "m")
		open fun texts(json: List<String>): Flow<String> = slowly(json)

		@TracedLlmCall(model = "m")
		open fun lines(json: List<String>): Flow<String> = flow { json.forEach { emit("data: $it\n\n") } }

		@TracedLlmCall(model = "m")
		open suspend fun flowLater(json: List<String>): Flow<Map<String, Any?>> = later(json) { all -> slowly(all).map { mapOf(it) } }

		@TracedLlmCall(model = "m")
		open suspend fun flowAtOnce(json: List<String>): Flow<JsonNode> = slowly(json).map { MAPPER.readTree(it) }

		@TracedLlmCall(model = "m")
		open suspend fun refused(): String = later(this) { throw InvocationRejectedException("too many at once", it) }

		@TracedLlmCall(model = "m")
		open fun refusedFlow(): Flow<String> = flow { throw InvocationRejectedException("too many at once", this) }

		@TracedLlmCall(model = "m")
		open suspend fun refusedLater(): Flow<String> = later(this) { refusedFlow() }

		@TracedLlmCall(model = "m", retry = LlmRetry(maxAttempts = 2, delay = "1ms"))
		open suspend fun busyAtFirst(): Map<String, Any?> =
			later(if (asked.getAndIncrement() == 0) ERROR else ANSWER) { mapOf(it) }

		private suspend fun map2(json: String): Map<String, Any?> = later(json) { mapOf(it) }

		private fun slowly(json: List<String>): Flow<String> = json.asFlow().onEach { delay(1) }

		private suspend fun <V, T> later(value: V, read: (V) -> T): T {
			delay(1)
			return read(value)
		}

		private fun mapOf(json: String): Map<String, Any?> {
			@Suppress("UNCHECKED_CAST")
			return MAPPER.readValue(json, Map::class.java) as Map<String, Any?>
		}

	}

	private companion object {

		val MAPPER: JsonMapper = JsonMapper.builder().build()

		val OLDER = ObjectMapper()

		const val ANSWER = """{"id":"1","model":"m","choices":[{"index":0,"finish_reason":"stop","message":""" +
			"""{"role":"assistant","content":"Hello!"}}],"usage":{"prompt_tokens":3,"completion_tokens":2}}"""

		const val ERROR = """{"error":{"code":429,"type":"rate_limit_error","message":"Slow down"}}"""

		val CHUNKS = listOf(
			"""{"id":"1","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"Hel"}}]}""",
			"""{"id":"1","model":"m","choices":[{"index":0,"delta":{"content":"lo!"},"finish_reason":"stop"}],""" +
				""""usage":{"prompt_tokens":3,"completion_tokens":2}}""",
		)

	}

}
