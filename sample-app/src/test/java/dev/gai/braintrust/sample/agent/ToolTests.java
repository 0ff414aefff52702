package dev.gai.braintrust.sample.agent;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ToolTests {

	@Test
	void searchFindsTheNamedSectors() {
		assertThat(new SearchTool().search("Web and VIDEO, please")).extracting(Fact::sector)
			.containsExactly("web", "video");
		assertThat(new SearchTool().search("media")).hasSize(3);
	}

	@Test
	void calculatorRoundsToOneDecimal() {
		assertThat(new CalculatorTool().growth("print", 48.0, 46.5)).isEqualTo(new Growth("print", -3.1));
		assertThatIllegalArgumentException().isThrownBy(() -> new CalculatorTool().growth("x", 0, 1));
	}

	@Test
	void tableShowsSigns() {
		assertThat(TextTable.of(List.of(new Growth("print", -3.1), new Growth("web", 15.1))))
			.isEqualTo("print      -3.1 %\nweb       +15.1 %");
	}

}
