package dev.gai.braintrust.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which tags are searched for secrets.
 */
class MaskedTagsTests {

	private int asked;

	private final MaskedTags filter = new MaskedTags(() -> {
		this.asked++;
		return (value) -> "[" + value + "]";
	});

	@ParameterizedTest
	@ValueSource(strings = { "gai.llm.calls", "gai.cost.center.cost", "gen_ai.client.token.usage" })
	void masksWhatTheApplicationMayHaveMadeOfData(String name) {
		assertThat(this.filter.map(id(name)).getTags()).isEqualTo(Tags.of("a", "[b]").stream().toList());
	}

	@ParameterizedTest
	@ValueSource(strings = { "gai.braintrust.export.spans", "gai.feedback.received", "http.server.requests" })
	void searchesNeitherWordsOfThisLibraryNorMetersOfOthers(String name) {
		assertThat(this.filter.map(id(name)).getTags()).isEqualTo(Tags.of("a", "b").stream().toList());
		assertThat(this.asked).isZero();
	}

	@Test
	void asksForNothingWhereThereAreNoTags() {
		this.filter.map(new Meter.Id("gai.llm.active", Tags.empty(), null, null, Meter.Type.GAUGE));
		assertThat(this.asked).isZero();
	}

	private static Meter.Id id(String name) {
		return new Meter.Id(name, Tags.of("a", "b"), null, null, Meter.Type.COUNTER);
	}

}
