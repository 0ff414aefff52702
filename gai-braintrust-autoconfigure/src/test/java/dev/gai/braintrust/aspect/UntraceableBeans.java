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

import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Classes with traced methods that no proxy reaches, and some that are as they should be.
 */
final class UntraceableBeans {

	private UntraceableBeans() {
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
