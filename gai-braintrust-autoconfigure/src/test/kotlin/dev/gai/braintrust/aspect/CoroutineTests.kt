package dev.gai.braintrust.aspect

import dev.gai.braintrust.annotation.AgentTool
import dev.gai.braintrust.annotation.LlmSecret
import dev.gai.braintrust.annotation.TracedAgent
import dev.gai.braintrust.annotation.TracedLlmCall
import dev.gai.braintrust.testing.Traces
import dev.gai.braintrust.trace.GenAiSpan
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

/**
 * Functions of Kotlin that suspend, and flows.
 */
@Timeout(60)
@Tag("thorough")
class CoroutineTests {

	private val traces = Traces()

	private val context = traces.beans(Tools::class.java, Model::class.java, Agent::class.java)

	private val agent = context.getBean(Agent::class.java)

	private val model = context.getBean(Model::class.java)

	@AfterEach
	fun stop() {
		context.close()
		assertThat(traces.registry().currentObservationScope).isNull()
	}

	@Test
	fun `a function that suspends has a span with its arguments by name and its result`() {
		assertThat(runBlocking { model.ask("Hi?", "hunter2") }).isEqualTo("Hello!")

		val span = traces.named("execute_tool ask")
		assertThat(span.input()).isEqualTo(mapOf("question" to "Hi?"))
		assertThat(span.output()).isEqualTo("Hello!")
		assertThat(span.metadata("asked")).isEqualTo("Hi?")
		assertThat(span.metadata("count")).isEqualTo(2)
	}

	@Test
	fun `a function that does not suspend after all and one without a result`() {
		assertThat(runBlocking { model.atOnce() }).isEqualTo("now")
		runBlocking { model.nothing() }

		assertThat(traces.named("execute_tool atOnce").output()).isEqualTo("now")
		assertThat(traces.named("execute_tool nothing").output()).isNull()
	}

	@Test
	fun `an error keeps its identity`() {
		val error = Refused(7)
		val caught = runCatching { runBlocking { model.fail(error) } }.exceptionOrNull()

		assertThat(caught).isSameAs(error)
		assertThat(traces.only().record().error()).isSameAs(error)
	}

	@Test
	fun `a function that is cancelled is cancelled and no error`() {
		runBlocking {
			val begun = CompletableDeferred<Unit>()
			val job = launch { model.wait(begun) }
			begun.await()
			job.cancel()
			job.join()
		}

		val record = traces.await("execute_tool wait").record()
		assertThat(record.failure().cancelled()).isTrue()
		assertThat(record.error()).isNull()
	}

	@Test
	fun `calls below a function belong to it after a delay, in another dispatcher and in parallel`() {
		runBlocking { agent.work() }

		val parent = traces.named("invoke_agent worker")
		val below = traces.spans().filter { it.name() == "execute_tool ask" }
		assertThat(below).hasSize(5).allSatisfy { assertThat(it.parentId()).isEqualTo(parent.id()) }
		assertThat(parent.metadata("seen")).isEqualTo("yes")
		assertThat(parent.isRoot).isTrue()
	}

	@Test
	fun `two calls at the same time are apart`() {
		runBlocking(Dispatchers.Default) {
			awaitAll(async { agent.work() }, async { agent.work() })
		}

		val parents = traces.spans().filter { it.name() == "invoke_agent worker" }
		assertThat(parents).hasSize(2)
		for (parent in parents) {
			assertThat(traces.spans().filter { it.parentId() == parent.id() }).hasSize(5)
		}
	}

	@Test
	fun `a flow ends with its flow and its text is joined`() {
		val flow = model.stream()
		assertThat(traces.spans()).isEmpty()
		assertThat(runBlocking { flow.toList() }).containsExactly("Hel", "lo!")

		val span = traces.named("chat m1")
		assertThat(span.output().toString()).contains("Hello!")
		assertThat(span.record().timing().timeToFirstChunk()).isPositive()
		val tools = traces.spans().filter { it.name() == "execute_tool look" }
		assertThat(tools).hasSize(2).allSatisfy { assertThat(it.parentId()).isEqualTo(span.id()) }
	}

	@Test
	fun `a flow is nothing new to those who collect it`() {
		val inner = flow { model.stream().collect { emit(it) } }
		val collected = runBlocking { inner.map { delay(1); it.uppercase() }.flowOn(Dispatchers.Default).toList() }

		assertThat(collected).containsExactly("HEL", "LO!")
		assertThat(traces.named("chat m1").output().toString()).contains("Hello!")
	}

	@Test
	fun `what collects a flow is outside of its call`() {
		runBlocking { model.stream().collect { delay(1); model.atOnce() } }

		assertThat(traces.spans().filter { it.name() == "execute_tool atOnce" }).hasSize(2).allSatisfy { assertThat(it.isRoot).isTrue() }
	}

	@Test
	fun `a flow that is left early is cancelled, as is one whose collector fails`() {
		assertThat(runBlocking { model.stream().first() }).isEqualTo("Hel")
		assertThat(traces.named("chat m1").record().failure().cancelled()).isTrue()

		val error = Refused(1)
		assertThat(runCatching { runBlocking { model.stream().collect { throw error } } }.exceptionOrNull()).isSameAs(error)
		assertThat(traces.spans().filter { it.name() == "chat m1" }).hasSize(2).allSatisfy {
			assertThat(it.record().error()).isNull()
			assertThat(it.record().failure().cancelled()).isTrue()
		}
	}

	@Test
	fun `a flow that fails has its error and what had arrived`() {
		val error = Refused(3)
		assertThat(runCatching { runBlocking { model.broken(error).toList() } }.exceptionOrNull()).isSameAs(error)

		val span = traces.only()
		assertThat(span.record().error()).isSameAs(error)
		assertThat(span.output()).isEqualTo("Hel")
	}

	/** Has no constructor by which it could be copied. */
	class Refused(val code: Int) : RuntimeException("refused $code")

	open class Tools {

		@AgentTool
		open suspend fun look(word: String): String {
			delay(1)
			return word
		}

	}

	open class Model(private val tools: Tools) {

		@AgentTool(metadata = ["asked=#{#question}", "count=#{#args.length}"])
		open suspend fun ask(question: String, @LlmSecret token: String): String {
			delay(1)
			return "Hello!"
		}

		@AgentTool
		open suspend fun atOnce(): String = "now"

		@AgentTool
		open suspend fun nothing() {
			delay(1)
		}

		@AgentTool
		open suspend fun fail(error: Exception): String {
			delay(1)
			throw error
		}

		@AgentTool
		open suspend fun wait(begun: CompletableDeferred<Unit>): String {
			begun.complete(Unit)
			delay(60_000)
			return "late"
		}

		@TracedLlmCall(model = "m1")
		open fun stream(): Flow<String> = flow {
			tools.look("1")
			emit("Hel")
			delay(1)
			tools.look("2")
			emit("lo!")
		}

		@AgentTool
		open fun broken(error: Exception): Flow<String> = flow {
			emit("Hel")
			delay(1)
			throw error
		}

	}

	open class Agent(private val model: Model) {

		@TracedAgent(name = "worker")
		open suspend fun work(): String {
			model.ask("1", "t")
			delay(2)
			model.ask("2", "t")
			withContext(Dispatchers.IO) { model.ask("3", "t") }
			coroutineScope { awaitAll(async(Dispatchers.IO) { model.ask("4", "t") }, async { model.ask("5", "t") }) }
			GenAiSpan.current().metadata("seen", "yes")
			return "done"
		}

	}

}
