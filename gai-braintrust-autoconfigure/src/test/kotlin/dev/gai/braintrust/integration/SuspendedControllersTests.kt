package dev.gai.braintrust.integration

import dev.gai.braintrust.annotation.AgentTool
import dev.gai.braintrust.annotation.LlmContext
import dev.gai.braintrust.annotation.TracedAgent
import dev.gai.braintrust.annotation.TracedLlmCall
import dev.gai.braintrust.testing.BraintrustServer
import dev.gai.braintrust.testing.SpanTree
import io.opentelemetry.proto.trace.v1.Status
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.withTimeoutOrNull
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.BeforeAll
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.extension.RegisterExtension
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource
import org.springframework.boot.autoconfigure.EnableAutoConfiguration
import org.springframework.boot.builder.SpringApplicationBuilder
import org.springframework.context.ConfigurableApplicationContext
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration
import org.springframework.web.bind.annotation.GetMapping
import org.springframework.web.bind.annotation.PathVariable
import org.springframework.web.bind.annotation.RestController
import java.net.Socket
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit

/**
 * Controllers of Kotlin that suspend, with WebFlux and with MVC: a request is one tree,
 * whatever dispatchers its functions go through, and however it ends.
 */
@Tag("application")
@Timeout(60)
class SuspendedControllersTests {

	@BeforeEach
	fun forget() {
		braintrust.forget()
	}

	@ParameterizedTest
	@ValueSource(strings = ["reactive", "servlet"])
	fun `a request is one tree`(web: String) {
		assertThat(tree(web, "/agent/hunter2", 5, 200)).isEqualTo("""
			worker
			  invoke_agent worker
			    chat m
			    execute_tool look
			    execute_tool look
			    chat m

			""".trimIndent())
		assertThat(braintrust.awaitSpan("invoke_agent worker").metadata().path("session_id").asString()).isEqualTo("s-1")
		assertThat(braintrust.awaitSpan("execute_tool look").metadata().path("session_id").asString()).isEqualTo("s-1")
	}

	@ParameterizedTest
	@ValueSource(strings = ["reactive", "servlet"])
	fun `a request that fails has its error on each row`(web: String) {
		// Of MVC the page of errors is the route.
		assertThat(tree(web, "/failing/hunter2", 2, 500)).endsWith("\n  chat m\n  execute_tool fail\n")
		assertThat(braintrust.awaitSpan("execute_tool fail").span().status.message).contains("no such thing")
	}

	@ParameterizedTest
	@ValueSource(strings = ["reactive", "servlet"])
	fun `what is cancelled is no error`(web: String) {
		assertThat(tree(web, "/cancelled/hunter2", 2, 200)).isEqualTo("""
			GET /cancelled/{id}
			  chat m
			  execute_tool slow

			""".trimIndent())
		val slow = braintrust.awaitSpan("execute_tool slow")
		assertThat(slow.metadata().path("cancelled").asBoolean()).isTrue()
	}

	@ParameterizedTest
	@ValueSource(strings = ["reactive", "servlet"])
	fun `time that runs out within is an error`(web: String) {
		assertThat(tree(web, "/timeout/hunter2", 1, 500)).endsWith("\n  execute_tool hurried\n")
		val hurried = braintrust.awaitSpan("execute_tool hurried")
		assertThat(hurried.metadata().path("error.category").asString()).isEqualTo("timeout")
		assertThat(hurried.metadata().path("error.retryable").asBoolean()).isTrue()
		assertThat(hurried.metadata().has("cancelled")).isFalse()
		assertThat(hurried.span().status.code).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR)
	}

	@ParameterizedTest
	@ValueSource(strings = ["reactive", "servlet"])
	fun `a flow and what runs in it belong to the request`(web: String) {
		assertThat(tree(web, "/flow/hunter2", 2, 200)).isEqualTo("""
			GET /flow/{id}
			  chat m
			    execute_tool look

			""".trimIndent())
		assertThat(braintrust.awaitSpan("chat m").json("braintrust.output_json").toString()).contains("Hello!")
	}

	@Test
	fun `whoever leaves cancels what runs for him`() {
		Socket("127.0.0.1", reactive.environment.getProperty("local.server.port", Int::class.java)!!).use {
			it.getOutputStream().write("GET /waiting/1 HTTP/1.1\r\nHost: a\r\n\r\n".toByteArray())
			assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue()
		}

		assertThat(SpanTree.of(braintrust.awaitSpans(2))).isEqualTo("GET /waiting/{id}\n  execute_tool waits\n")
		val waits = braintrust.awaitSpan("execute_tool waits")
		assertThat(waits.metadata().path("cancelled").asBoolean()).isTrue()
		assertThat(waits.span().status.code).isNotEqualTo(Status.StatusCode.STATUS_CODE_ERROR)
	}

	private fun tree(web: String, path: String, calls: Int, status: Int): String =
		WebSupport.tree(if (web == "reactive") reactive else servlet, braintrust, path, calls, status)

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	open class Application {

		@Bean
		open fun tools() = Tools()

		@Bean
		open fun model(tools: Tools) = Model(tools)

		@Bean
		open fun agent(model: Model, tools: Tools) = Agent(model, tools)

		@Bean
		open fun pages(agent: Agent, model: Model, tools: Tools) = Pages(agent, model, tools)

	}

	@RestController
	class Pages(private val agent: Agent, private val model: Model, private val tools: Tools) {

		@GetMapping("/agent/{id}")
		suspend fun agent(@PathVariable("id") id: String): String = agent.work("x")

		@GetMapping("/failing/{id}")
		suspend fun failing(@PathVariable("id") id: String): String {
			model.ask("x")
			return tools.fail()
		}

		@GetMapping("/cancelled/{id}")
		suspend fun cancelled(@PathVariable("id") id: String): String {
			model.ask("x")
			return withTimeoutOrNull(20) { tools.slow() } ?: "gave up"
		}

		@GetMapping("/timeout/{id}")
		suspend fun timeout(@PathVariable("id") id: String): String = tools.hurried()

		@GetMapping("/waiting/{id}")
		suspend fun waiting(@PathVariable("id") id: String): String = tools.waits()

		@GetMapping("/flow/{id}")
		fun flow(@PathVariable("id") id: String): Flow<String> = model.stream()

	}

	open class Tools {

		@AgentTool
		open suspend fun look(): String {
			delay(1)
			return "looked"
		}

		@AgentTool
		open suspend fun fail(): String {
			delay(1)
			throw IllegalStateException("no such thing")
		}

		@AgentTool
		open suspend fun hurried(): String = withTimeout(10) { slow() }

		@AgentTool
		open suspend fun slow(): String {
			delay(60_000)
			return "late"
		}

		@AgentTool
		open suspend fun waits(): String {
			begun.countDown()
			delay(60_000)
			return "late"
		}

	}

	open class Model(private val tools: Tools) {

		@TracedLlmCall(provider = "p", model = "m")
		open suspend fun ask(prompt: String): String {
			delay(1)
			return "echo $prompt"
		}

		@TracedLlmCall(provider = "p", model = "m")
		open fun stream(): Flow<String> = flow {
			emit("Hel")
			tools.look()
			emit("lo!")
		}

	}

	open class Agent(private val model: Model, private val tools: Tools) {

		@LlmContext(session = "s-1")
		@TracedAgent(name = "worker")
		open suspend fun work(question: String): String {
			model.ask(question)
			withContext(Dispatchers.IO) { tools.look() }
			val found: Deferred<String> = coroutineScope { async(Dispatchers.Default) { tools.look() } }
			return model.ask(found.await())
		}

	}

	companion object {

		@JvmField
		@RegisterExtension
		val braintrust = BraintrustServer()

		private val begun = CountDownLatch(1)

		private lateinit var reactive: ConfigurableApplicationContext

		private lateinit var servlet: ConfigurableApplicationContext

		@JvmStatic
		@BeforeAll
		fun start() {
			reactive = application("reactive")
			servlet = application("servlet")
		}

		private fun application(web: String): ConfigurableApplicationContext =
			SpringApplicationBuilder(Application::class.java).properties(*braintrust.properties())
				.properties("server.port=0", "server.address=127.0.0.1", "spring.main.web-application-type=$web",
					"management.tracing.sampling.probability=0")
				.run()

		@JvmStatic
		@AfterAll
		fun stop() {
			reactive.close()
			servlet.close()
		}

	}

}
