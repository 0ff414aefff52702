package dev.gai.braintrust.springai.bean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.OverridingClassLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What every bean is asked.
 */
@ExtendWith(OutputCaptureExtension.class)
class ManagedToolsTests {

	@Test
	void saysNothingOfABeanWithAFieldWhoseTypeIsAbsent(CapturedOutput output) throws Exception {
		Class<?> type = new WithoutAbsent().loadClass(Bean.class.getName());
		assertThatExceptionOfType(NoClassDefFoundError.class).isThrownBy(type::getDeclaredFields);

		new ManagedTools(() -> null).watch(type.getDeclaredConstructor().newInstance());

		assertThat(output).isEmpty();
	}

	static class Absent {

	}

	public static class Bean {

		Absent absent;

		public Bean() {
		}

	}

	private static final class WithoutAbsent extends OverridingClassLoader {

		WithoutAbsent() {
			super(ManagedToolsTests.class.getClassLoader());
		}

		@Override
		protected boolean isEligibleForOverriding(String className) {
			return className.equals(Bean.class.getName());
		}

		@Override
		public Class<?> loadClass(String name) throws ClassNotFoundException {
			if (name.equals(Absent.class.getName())) {
				throw new ClassNotFoundException(name);
			}
			return super.loadClass(name);
		}

	}

}
