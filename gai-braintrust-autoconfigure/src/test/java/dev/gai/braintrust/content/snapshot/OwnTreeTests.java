package dev.gai.braintrust.content.snapshot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what {@link ContentSnapshots} takes without a copy.
 */
class OwnTreeTests {

	private final ContentSnapshots snapshots = new ContentSnapshots(JsonMapper.builder().build());

	@Test
	void whatHoldsTextsOnlyIsNotCopiedAndWeighsAsMuch() {
		List<Object> tree = List.of(Map.of("role", "user", "content", "How are you?"),
				Collections.singletonMap("content", null), List.of("a", List.of()));
		Snapshot copy = this.snapshots.take(tree);
		Snapshot taken = this.snapshots.takeOwn(tree);
		assertThat(taken.tree()).isSameAs(tree);
		assertThat(taken).isEqualTo(copy);
	}

	@Test
	void theFirstOneIsCopiedSinceNothingIsKnownYet() {
		List<Object> tree = List.of("a");
		assertThat(this.snapshots.takeOwn(tree).tree()).isEqualTo(tree).isNotSameAs(tree);
	}

	@Test
	void whatHoldsAnythingElseIsCopied() {
		this.snapshots.take("known");
		List<Object> many = new ArrayList<>(Collections.nCopies(65, "a"));
		List<Object> large = List.of(Collections.nCopies(1001, "a"));
		for (List<Object> tree : List.of(List.<Object>of(Map.of("content", Duration.ofSeconds(1))), List.<Object>of(5),
				List.<Object>of(Map.of(1, "a")), List.<Object>of(List.of(new StringBuilder("a"))), many, large)) {
			assertThat(this.snapshots.takeOwn(tree)).isEqualTo(this.snapshots.take(tree));
			assertThat(this.snapshots.takeOwn(tree).tree()).isNotSameAs(tree);
		}
		assertThat(this.snapshots.takeOwn(null)).isEqualTo(this.snapshots.take(null));
	}

	@Test
	void aTextANumberAndAFlagWeighAsMuchAsTheirCopies() {
		assertThat(this.snapshots.weightOfItself("not known yet")).isNegative();
		this.snapshots.take("known");
		for (Object value : List.of("text", "", 1, 2L, true, 0.5)) {
			assertThat(this.snapshots.take(value))
				.isEqualTo(new Snapshot(value, this.snapshots.weightOfItself(value), null));
		}
		for (Object value : List.of(Double.NaN, 0.5f, List.of(), new StringBuilder("a"))) {
			assertThat(this.snapshots.weightOfItself(value)).isNegative();
		}
	}

	@Test
	void textsThatTheApplicationWritesInItsOwnWayAreWrittenSo() {
		SimpleModule module = new SimpleModule().addSerializer(String.class, new StdSerializer<>(String.class) {
			@Override
			public void serialize(String value, JsonGenerator generator, SerializationContext context) {
				generator.writeString(value.replace("secret", "***"));
			}
		});
		ContentSnapshots own = new ContentSnapshots(JsonMapper.builder().addModule(module).build());
		assertThat(own.take("a secret").tree()).isEqualTo("a ***");
		assertThat(own.weightOfItself("a secret")).isNegative();
		assertThat(own.takeOwn(List.of("a secret")).tree()).isEqualTo(List.of("a ***"));
	}

}
