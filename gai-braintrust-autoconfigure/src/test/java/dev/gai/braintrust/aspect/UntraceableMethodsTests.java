package dev.gai.braintrust.aspect;

import java.util.concurrent.Future;
import java.util.stream.IntStream;

import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.aspect.UntraceableBeans.Asking;
import dev.gai.braintrust.aspect.UntraceableBeans.Caller;
import dev.gai.braintrust.aspect.UntraceableBeans.Correct;
import dev.gai.braintrust.aspect.UntraceableBeans.Final;
import dev.gai.braintrust.aspect.UntraceableBeans.Implementing;
import dev.gai.braintrust.aspect.UntraceableBeans.Inheriting;
import dev.gai.braintrust.aspect.UntraceableBeans.Making;
import dev.gai.braintrust.aspect.UntraceableBeans.OwnEmitter;
import dev.gai.braintrust.aspect.UntraceableBeans.Plain;
import dev.gai.braintrust.aspect.UntraceableBeans.Resolving;
import dev.gai.braintrust.aspect.UntraceableBeans.Results;
import dev.gai.braintrust.aspect.UntraceableBeans.SelfInjected;
import dev.gai.braintrust.aspect.UntraceableBeans.Several;
import dev.gai.braintrust.aspect.UntraceableBeans.Toolbox;
import dev.gai.braintrust.aspect.UntraceableBeans.Unreachable;
import dev.gai.braintrust.testing.Traces;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class UntraceableMethodsTests {

	private static final String NAME = UntraceableBeans.class.getName();

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
	void knowsNoCallOfAModelWhereABeanIsMade() {
		Traces traces = new Traces();
		try (ConfigurableApplicationContext context = traces.beans(Making.class)) {
			assertThat(context.getBean("model")).isEqualTo("a model");
		}
		assertThat(traces.spans()).isEmpty();
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

}
