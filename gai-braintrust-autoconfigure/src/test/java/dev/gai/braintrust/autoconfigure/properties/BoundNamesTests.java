package dev.gai.braintrust.autoconfigure.properties;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class BoundNamesTests {

	@ParameterizedTest
	@ValueSource(strings = { ".simpletext", ".simple-text", ".SIMPLETEXT", ".items", ".inner.tags[]", ".items[].name",
			".items[].tags[]", ".headers.any", ".headers.any.thing", ".inner.name", ".inner.tags", ".innermost" })
	void areFoundAlongTheName(String name) {
		assertThat(BoundNames.has(Settings.class, name, false)).isTrue();
		assertThat(BoundNames.has(Settings.class, name, true)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".simple", ".simpletextx", ".items[]x", ".items[].other", ".inner", ".inner.name.x",
			".innermost.name", ".other" })
	void areNoOthers(String name) {
		assertThat(BoundNames.has(Settings.class, name, false)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { ".simple.text", ".inner.most", ".headersany" })
	void haveNoDotsInVariables(String name) {
		assertThat(BoundNames.has(Settings.class, name, false)).isFalse();
		assertThat(BoundNames.has(Settings.class, name, true)).isTrue();
	}

	private record Settings(String simpleText, List<Item> items, Map<String, String> headers, Item inner,
			String innermost) {

	}

	private record Item(String name, List<String> tags) {

	}

}
