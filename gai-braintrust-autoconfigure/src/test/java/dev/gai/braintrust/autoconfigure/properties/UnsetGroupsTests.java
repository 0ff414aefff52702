package dev.gai.braintrust.autoconfigure.properties;

import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class UnsetGroupsTests {

	static Stream<Class<?>> groups() {
		return Arrays.stream(BraintrustProperties.class.getDeclaredConstructors()[0].getParameterTypes())
			.filter(Class::isRecord);
	}

	@ParameterizedTest
	@MethodSource("groups")
	void haveTheDefaultsThatBootGives(Class<? extends Record> type) {
		Record group = UnsetGroups.unless(null, type);

		assertThat(group).isEqualTo(new Binder().bindOrCreate("anything", type));
	}

	@Test
	void areMadeOnce() {
		BraintrustProperties first = bound(Map.of());
		BraintrustProperties second = bound(Map.of("gai.braintrust.export.timeout", "3s"));

		assertThat(first.content()).isSameAs(second.content());
		assertThat(first.export().timeout()).hasSeconds(30);
		assertThat(second.export().timeout()).hasSeconds(3);
		assertThat(second.export().spool()).isEqualTo(first.export().spool());
	}

	/**
	 * The JDK reads the annotations of all parameters for each of them.
	 */
	@Test
	void haveNoAnnotationsThatAreReadAtEachStart() {
		for (Parameter parameter : BraintrustProperties.class.getDeclaredConstructors()[0].getParameters()) {
			assertThat(parameter.getType().isRecord() && parameter.getAnnotations().length > 0).as(parameter.getName())
				.isFalse();
		}
	}

	private static BraintrustProperties bound(Map<String, String> set) {
		return new Binder(new MapConfigurationPropertySource(set)).bindOrCreate("gai.braintrust",
				BraintrustProperties.class);
	}

}
