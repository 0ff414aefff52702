package dev.gai.braintrust.trace.record;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link NamedValues}.
 */
class NamedValuesTests {

	private final NamedValues<String> values = new NamedValues<>();

	@Test
	void whatWasReadStaysAsItWasWhenMoreIsWritten() {
		this.values.put("b", "1");
		this.values.put("a", "2");
		Map<String, String> before = this.values.read();
		this.values.put("b", "3");
		this.values.remove("a");
		this.values.put("c", "4");
		assertThat(before).containsExactly(Map.entry("b", "1"), Map.entry("a", "2"));
		assertThat(this.values.read()).containsExactly(Map.entry("b", "3"), Map.entry("c", "4"));
		assertThat(this.values.size()).isEqualTo(2);
		assertThat(this.values.get("c")).isEqualTo("4");
	}

	@Test
	void aReaderCannotChangeThem() {
		this.values.put("a", "1");
		Map<String, String> read = this.values.read();
		assertThat(this.values.read()).isSameAs(read);
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> read.put("b", "2"));
	}

	@Test
	void withoutValuesThereIsNothing() {
		this.values.remove("a");
		assertThat(this.values.read()).isEmpty();
		assertThat(this.values.size()).isZero();
		assertThat(this.values.get("a")).isNull();
		this.values.put("a", "1");
		this.values.remove("a");
		assertThat(this.values.read()).isEmpty();
	}

}
