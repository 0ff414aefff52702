package dev.gai.braintrust.console;

import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class FeedbackNotesTests {

	private final FeedbackNotes notes = new FeedbackNotes(new TraceRing(10, 1000));

	@Test
	void keepsWhatWasSaidLastOfASpan() {
		for (int i = 0; i < 30; i++) {
			this.notes.given(null, "a", said("note " + i));
		}

		assertThat(this.notes.of("a")).hasSize(20).last().isEqualTo(said("note 29"));
		assertThat(this.notes.of("b")).isEmpty();
	}

	@Test
	void letsTheSpansGoOfWhichNothingWasSaidForLong() {
		this.notes.given(null, "first", said("x"));
		this.notes.given(null, "second", said("x"));
		for (int i = 0; i < 998; i++) {
			this.notes.given(null, "span " + i, said("x"));
		}
		this.notes.given(null, "first", said("again"));
		this.notes.given(null, "one more", said("x"));

		assertThat(this.notes.of("first")).hasSize(2);
		assertThat(this.notes.of("second")).isEmpty();
	}

	@Test
	void isBoundedInBytes() {
		for (int i = 0; i < 100; i++) {
			this.notes.given(null, "span " + i, said("x".repeat(100_000)));
		}

		assertThat(this.notes.of("span 0")).isEmpty();
		assertThat(this.notes.of("span 50")).isEmpty();
		assertThat(this.notes.of("span 70")).hasSize(1);
		this.notes.restore("span 99", List.of(said("earlier")));
		assertThat(this.notes.of("span 99")).first().isEqualTo(said("earlier"));
	}

	private static ObjectNode said(String comment) {
		return JsonMapper.shared().createObjectNode().put("comment", comment);
	}

}
