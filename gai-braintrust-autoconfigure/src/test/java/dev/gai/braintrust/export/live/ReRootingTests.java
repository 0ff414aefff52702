package dev.gai.braintrust.export.live;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.TracedPipeline;
import dev.gai.braintrust.trace.ActiveSpan;
import io.micrometer.observation.Observation;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is left out of a trace, and where the rest of it hangs.
 */
@Tag("thorough")
class ReRootingTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@Test
	void leavesOutWhatHasNothingToDoWithAiAndHangsTheRestOnTheNearestKeptAncestor() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).start()) {
			runRequest(pipeline);

			List<SentSpan> spans = braintrust.awaitSpans(3);
			assertThat(spans).extracting(SentSpan::name)
				.containsExactlyInAnyOrder("invoke_agent a", "execute_tool t", "chat m");
			assertThat(SentSpan.named(spans, "invoke_agent a").isRoot()).isTrue();
			assertThat(SentSpan.named(spans, "execute_tool t").parentId())
				.isEqualTo(SentSpan.named(spans, "invoke_agent a").spanId());
			assertThat(SentSpan.named(spans, "chat m").parentId())
				.isEqualTo(SentSpan.named(spans, "execute_tool t").spanId());
			assertThat(spans).extracting(SentSpan::traceId).containsOnly(spans.get(0).traceId());
			assertThat(pipeline.counts().filtered()).isEqualTo(3);
		}
	}

	@Test
	void sendsEverySpanWithItsTrueParentWhenAsked() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).everySpan().start()) {
			runRequest(pipeline);

			List<SentSpan> spans = braintrust.awaitSpans(6);
			SentSpan http = SentSpan.named(spans, "http post /ask");
			assertThat(http.isRoot()).isTrue();
			assertThat(http.attribute("braintrust.parent")).isEqualTo("project_name:demo");
			assertThat(SentSpan.named(spans, "invoke_agent a").parentId()).isEqualTo(http.spanId());
			assertThat(SentSpan.named(spans, "db select").parentId())
				.isEqualTo(SentSpan.named(spans, "execute_tool t").spanId());
			assertThat(SentSpan.named(spans, "chat m").parentId()).isEqualTo(SentSpan.named(spans, "pool").spanId());
		}
	}

	@Test
	void findsTheParentOfWorkThatStartsAfterItsParentEnded() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).start()) {
			Context[] later = new Context[1];
			Span http = pipeline.otel().spanBuilder("http").startSpan();
			try (Scope ignored = http.makeCurrent()) {
				pipeline.genAi().agent("a").run((agent) -> {
					Span plain = pipeline.otel().spanBuilder("plain").startSpan();
					later[0] = Context.current().with(plain);
					plain.end();
				});
			}
			http.end();
			SentSpan agent = braintrust.awaitSpan("invoke_agent a");

			CompletableFuture.runAsync(() -> {
				try (Scope ignored = later[0].makeCurrent()) {
					pipeline.genAi().llm("p", "m").run((span) -> span.output("late"));
				}
			}).join();

			SentSpan llm = braintrust.awaitSpan("chat m");
			assertThat(llm.traceId()).isEqualTo(agent.traceId());
			assertThat(llm.parentId()).isEqualTo(agent.spanId());
		}
	}

	@Test
	void keepsTheChildOfASpanThatEndsBeforeItsChild() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).start()) {
			ActiveSpan agent = pipeline.genAi().agent("a").start();
			ActiveSpan tool = agent.observation().scoped(() -> pipeline.genAi().tool("t").start());
			agent.completed();
			SentSpan sentAgent = braintrust.awaitSpan("invoke_agent a");
			tool.completed();

			assertThat(braintrust.awaitSpan("execute_tool t").parentId()).isEqualTo(sentAgent.spanId());
		}
	}

	@Test
	void keepsForeignSpansOfModelsMaskedAndWithAParentObject() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).start()) {
			Span own = pipeline.otel().spanBuilder("foreign chat").startSpan();
			own.setAttribute("gen_ai.prompt", "my key is sk-abcdefghijklmnopqrstuvwxyz0123");
			own.setAttribute("gen_ai.usage.input_tokens", 12);
			own.setAttribute(AttributeKey.valueKey("gen_ai.input.messages"),
					Value.of(KeyValue.of("content", Value.of("also sk-abcdefghijklmnopqrstuvwxyz0123"))));
			own.setAttribute(AttributeKey.stringArrayKey("gen_ai.tools"), List.of("sk-abcdefghijklmnopqrstuvwxyz0123"));
			own.addEvent("said sk-abcdefghijklmnopqrstuvwxyz0123", io.opentelemetry.api.common.Attributes
				.of(AttributeKey.stringKey("text"), "sk-abcdefghijklmnopqrstuvwxyz0123"));
			own.end();
			Span elsewhere = pipeline.otel()
				.spanBuilder("elsewhere")
				.addLink(own.getSpanContext(),
						io.opentelemetry.api.common.Attributes.of(AttributeKey.stringKey("text"),
								"sk-abcdefghijklmnopqrstuvwxyz0123"))
				.startSpan();
			elsewhere.setAttribute("gen_ai.operation.name", "chat");
			elsewhere.setAttribute("braintrust.parent", "experiment_id:42");
			elsewhere.end();

			List<SentSpan> spans = braintrust.awaitSpans(2);
			SentSpan first = SentSpan.named(spans, "foreign chat");
			assertThat(first.attributes()).containsEntry("braintrust.parent", "project_name:demo")
				.containsEntry("gen_ai.usage.input_tokens", 12L);
			assertThat(first.attribute("gen_ai.input.messages").toString()).contains("also");
			assertThat(SentSpan.named(spans, "elsewhere").attribute("braintrust.parent")).isEqualTo("experiment_id:42");
			assertThat(SentSpan.named(spans, "elsewhere").span().getLinksCount()).isEqualTo(1);
			assertThat(spans.toString()).doesNotContain("sk-abcdef");
		}
	}

	@Test
	void doesNotTakeThePlaceOfASpanForAi() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).start()) {
			Span plain = pipeline.otel().spanBuilder("plain").startSpan();
			plain.setAttribute("braintrust.parent", "experiment_id:42");
			plain.setAttribute("aircraft", "x");
			plain.end();

			pipeline.flush();
			assertThat(pipeline.counts().filtered()).isEqualTo(1);
			assertThat(braintrust.spans()).isEmpty();
		}
	}

	private static void runRequest(TracedPipeline pipeline) {
		Observation.createNotStarted("http.server.requests", pipeline.registry())
			.contextualName("http post /ask")
			.observe(() -> pipeline.genAi().agent("a").run((agent) -> pipeline.genAi().tool("t").run((tool) -> {
				pipeline.otel().spanBuilder("db select").startSpan().end();
				Observation.createNotStarted("pool", pipeline.registry())
					.observe(() -> pipeline.genAi().llm("p", "m").run((llm) -> llm.output("x")));
			})));
	}

}
