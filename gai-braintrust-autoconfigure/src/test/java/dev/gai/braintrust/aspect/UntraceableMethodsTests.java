package dev.gai.braintrust.aspect;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import dev.gai.braintrust.annotation.AgentStep;
import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.langchain4j.agent.tool.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class UntraceableMethodsTests {

	private static final String NAME = UntraceableMethodsTests.class.getName();

	private final UntraceableMethods methods = new UntraceableMethods();

	@Test
	void namesMethodsThatNoProxyReaches(CapturedOutput output) {
		this.methods.report(Unreachable.class, false);
		this.methods.report(Unreachable.class, false);
		assertThat(output.getOut()).containsOnlyOnce(NAME + "$Unreachable.hidden are not traced: it is private")
			.containsOnlyOnce(NAME + "$Unreachable.fixed are not traced: it is final")
			.containsOnlyOnce(NAME + "$Unreachable.common are not traced: it is static");
	}

	@Test
	void namesMethodsThatTheirOwnClassCalls(CapturedOutput output) {
		this.methods.report(Caller.class, false);
		assertThat(output.getOut()).containsOnlyOnce("Caller.ask are not traced where it is called from twice()")
			.containsOnlyOnce("Caller.ask are not traced where it is called from later()")
			.containsOnlyOnce("Caller.ask are not traced where it is called from reference()")
			.containsOnlyOnce("Caller.ask are not traced where it is called from ask()");
	}

	@Test
	void looksAtSuperclasses(CapturedOutput output) {
		this.methods.report(Inheriting.class, false);
		assertThat(output.getOut()).contains("Inheriting.work are not traced where it is called from base()")
			.contains("Inheriting.work are not traced where it is called from derived()");
	}

	@Test
	void saysNothingOfCorrectClasses(CapturedOutput output) {
		this.methods.report(Correct.class, false);
		this.methods.report(SelfInjected.class, false);
		this.methods.report(Resolving.class, false);
		this.methods.report(Plain.class, false);
		assertThat(output.getOut()).doesNotContain("not traced");
	}

	@Test
	void namesMethodsOfFinalClasses(CapturedOutput output) {
		this.methods.report(Final.class, true);
		assertThat(output.getOut()).contains("Final.alone are not traced: it belongs to a final class")
			.doesNotContain("Final.get");
	}

	@Test
	void namesMethodsThatAreOnNoInterface(CapturedOutput output) {
		this.methods.report(Implementing.class, true);
		assertThat(output.getOut()).contains("Implementing.alone are not traced: it belongs to no interface")
			.doesNotContain("Implementing.get");
	}

	@Test
	void findsMethodsOnInterfacesThatHaveTypeParameters(CapturedOutput output) {
		this.methods.report(Asking.class, true);
		assertThat(output.getOut()).doesNotContain("Asking.ask");
	}

	@Test
	void namesMethodsThatMakeBeans(CapturedOutput output) {
		this.methods.report(Making.class, false);
		assertThat(output.getOut()).contains("Making.model are not traced: it makes a bean, once");
	}

	@Test
	void namesTheAnnotationThatCounts(CapturedOutput output) {
		this.methods.report(Several.class, false);
		assertThat(output.getOut()).contains(
				"Several.both has several annotations that start a span. @TracedLlmCall is used; ignored: [@AgentTool]");
	}

	@Test
	void namesMethodsBesideToolsOfLangChain4j(CapturedOutput output) {
		this.methods.reportBesideTools(Toolbox.class);
		this.methods.reportBesideTools(Toolbox.class);
		assertThat(output.getOut())
			.containsOnlyOnce("Toolbox.describe are not traced: it stands beside tools of LangChain4j, which takes no "
					+ "proxy; move it to another bean")
			.doesNotContain("Toolbox.open");
	}

	@Test
	void namesResultsWhoseEndIsNotSeen(CapturedOutput output) {
		this.methods.report(Results.class, false);
		assertThat(output.getOut())
			.contains("Results.numbers are not traced in full: its result is a IntStream, which "
					+ "cannot be followed, so that its span ends when it returns; declare Stream")
			.contains("Results.future are not traced in full: its result is a Future")
			.contains(
					"Results.own are not traced in full: its result is a OwnEmitter, of which the end is seen but not "
							+ "what it sends; declare SseEmitter or ResponseBodyEmitter")
			.doesNotContain("Results.emitter");
	}

	@Test
	void neverFails() {
		this.methods.report(int[].class, false);
		this.methods.report(Runnable.class, true);
		this.methods.report(((Runnable) () -> {
		}).getClass(), false);
	}

	static class OwnEmitter extends SseEmitter {

	}

	static class Results {

		@AgentTool
		IntStream numbers() {
			return IntStream.of(1);
		}

		@AgentTool
		Future<String> future() {
			return new CompletableFuture<>();
		}

		@AgentTool
		OwnEmitter own() {
			return new OwnEmitter();
		}

		@AgentTool
		SseEmitter emitter() {
			return new SseEmitter();
		}

	}

	static class Toolbox {

		@Tool
		@AgentTool
		void open() {
		}

		@TracedLlmCall
		void describe() {
		}

	}

	static class Unreachable {

		@TracedLlmCall
		private void hidden() {
		}

		@AgentStep
		final void fixed() {
		}

		@AgentTool
		static void common() {
		}

		void use() {
			hidden();
			fixed();
			common();
		}

	}

	static class Caller {

		@TracedLlmCall
		String ask(String question) {
			return question.isEmpty() ? "" : ask(question.substring(1));
		}

		String twice() {
			return ask("a") + this.ask("b");
		}

		Runnable later() {
			return () -> ask("c");
		}

		UnaryOperator<String> reference() {
			return this::ask;
		}

	}

	abstract static class Base {

		@AgentTool
		void work() {
		}

		void base() {
			work();
		}

	}

	static class Inheriting extends Base {

		void derived() {
			work();
		}

	}

	static class Correct {

		private final Caller caller = new Caller();

		@AgentTool
		void tool() {
			this.caller.ask("a");
		}

		void other() {
		}

	}

	static class SelfInjected {

		private SelfInjected self;

		@AgentTool
		void tool() {
		}

		void other() {
			this.self.tool();
		}

	}

	static class Resolving {

		@AgentTool
		void tool() {
		}

		void other(Supplier<Resolving> provider) {
			provider.get().tool();
		}

		void given(Resolving another) {
			another.tool();
		}

	}

	static class Plain {

		void first() {
			second();
		}

		void second() {
		}

	}

	static final class Final implements Supplier<String> {

		@Override
		@AgentTool
		public String get() {
			return "";
		}

		@AgentTool
		void alone() {
		}

	}

	static class Implementing implements Supplier<String> {

		@Override
		@AgentTool
		public final String get() {
			return "";
		}

		@AgentTool
		void alone() {
		}

	}

	static class Several {

		@AgentTool
		@TracedLlmCall
		void both() {
		}

	}

	interface Generic<Q> {

		String ask(Q question);

	}

	static class Asking implements Generic<String> {

		@Override
		@TracedLlmCall
		public String ask(String question) {
			return question;
		}

	}

	static class Making {

		@Bean
		@TracedLlmCall
		Object model() {
			return "a model";
		}

	}

}
