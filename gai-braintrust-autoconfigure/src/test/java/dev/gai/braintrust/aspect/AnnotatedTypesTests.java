package dev.gai.braintrust.aspect;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;

import dev.gai.braintrust.annotation.AgentStep;
import dev.gai.braintrust.annotation.LlmContext;
import dev.gai.braintrust.annotation.TracedLlmCall;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AnnotatedTypes}.
 */
class AnnotatedTypesTests {

	@Test
	void haveAMethodWithAnAnnotationOfOursOrWithOneThatIsMadeOfIt() {
		assertThat(AnnotatedTypes.has(Own.class)).isTrue();
		assertThat(AnnotatedTypes.has(Composed.class)).isTrue();
		assertThat(AnnotatedTypes.has(WithContext.class)).isTrue();
	}

	@Test
	void inheritIt() {
		assertThat(AnnotatedTypes.has(Extending.class)).isTrue();
		assertThat(AnnotatedTypes.has(Implementing.class)).isTrue();
		assertThat(AnnotatedTypes.has(AList.class)).isTrue();
		assertThat(AnnotatedTypes.has(new Declared() {
			@Override
			public void step() {
			}
		}.getClass())).isTrue();
	}

	@Test
	void areFewAmongAll() {
		assertThat(AnnotatedTypes.has(null)).isFalse();
		assertThat(AnnotatedTypes.has(Object.class)).isFalse();
		assertThat(AnnotatedTypes.has(ArrayList.class)).isFalse();
		assertThat(AnnotatedTypes.has(Other.class)).isFalse();
		assertThat(AnnotatedTypes.has(int.class)).isFalse();
	}

	static class Own {

		@TracedLlmCall(provider = "openai", model = "gpt-4o-mini")
		private void ask() {
		}

	}

	static class WithContext {

		@LlmContext
		void ask() {
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@AgentStep(name = "composed")
	@interface Step {

	}

	static class Composed {

		@Step
		void step() {
		}

	}

	static class Extending extends Composed {

	}

	interface Declared {

		@Step
		void step();

	}

	interface More extends Declared {

	}

	static class Implementing implements More {

		@Override
		public void step() {
		}

	}

	static class AList extends ArrayList<String> {

		@AgentStep(name = "add")
		@Override
		public boolean add(String element) {
			return super.add(element);
		}

	}

	static class Other {

		@Deprecated
		void other() {
		}

	}

}
