package dev.gai.braintrust.test

import dev.gai.braintrust.test.TraceAssertions.assertThat
import dev.gai.braintrust.test.sample.Assistant
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.context.annotation.Import
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig
import java.time.Duration

/**
 * Assertions on traces, written in Kotlin.
 */
@SpringJUnitConfig
@Import(Assistant::class, Assistant.Tools::class)
@AutoConfigureTraces
@Tag("application")
class KotlinTests(@param:Autowired private val assistant: Assistant, @param:Autowired private val traces: RecordedTraces) {

	@Test
	fun `asserts on a trace and its spans`() {
		assistant.research("media")

		assertThat(traces.single())
			.hasTree(
				"""
				invoke_agent researcher
				  step plan
				    chat *
				  step gather
				    ...
				    execute_tool chart !
				    chat *
				"""
			)
			.calledTool("search") { it.path("query").asString().contains("media") }
			.calledTools("search", "chart")
			.calledNoTool("delete_order")
			.hasModelCalls(2)
			.costsAtMost("0.01")
			.tookAtMost(Duration.ofSeconds(30))
			.satisfies({ assertThat(it.roots()).hasSize(1) })
			.span("chat gpt-*")
			.hasModel("gpt-4o-mini")
			.hasMetadata("user_id", "u-42")
	}

	@Test
	fun `says what was found instead`() {
		assistant.research("media")

		assertThatThrownBy { assertThat(traces.single()).`as`("research").calledTool("serch") }
			.hasMessageStartingWith("[research] no tool `serch`; tools called: `search` ×2, `chart`")
	}

	@Test
	fun `collects failures`() {
		assistant.ask("Does it grow?")

		val softly = TraceSoftAssertions()
		softly.assertThat(traces.single()).hasModelCalls(2).span("chat *").hasTag("alpha")

		assertThat(softly.errorsCollected()).hasSize(2)
	}

	@Test
	fun `what is not there is null or missing`() {
		assistant.ask("Does it grow?")

		val span = traces.single().root()

		assertThat(span.error()).isNull()
		assertThat(span.parent()).isNull()
		assertThat(span.expected().isMissingNode).isTrue()
		assertThat(traces.single().cost()).isEqualByComparingTo("0.002")
	}

}
