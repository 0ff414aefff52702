package dev.gai.braintrust.cost;

import java.util.stream.Stream;

import dev.gai.braintrust.usage.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class UsageJudgeTests {

	@Test
	void refusesUsageOfWhichNothingIsKnown() {
		assertThat(reason(Usage.builder())).isEqualTo(CostUnavailable.NO_USAGE);
	}

	@Test
	void refusesANegativeFigureAndNamesIt() {
		CostAnswer answer = UsageJudge.refusal(Usage.builder().input(5L).output(-1L).build());
		assertThat(answer).isNotNull();
		assertThat(answer.unavailable()).isEqualTo(CostUnavailable.NEGATIVE_USAGE);
		assertThat(answer.detail()).contains("output=-1");
	}

	@ParameterizedTest
	@MethodSource
	void refusesAPartLargerThanItsWhole(Usage.Builder usage) {
		assertThat(reason(usage)).isEqualTo(CostUnavailable.CONTRADICTORY_USAGE);
	}

	static Stream<Usage.Builder> refusesAPartLargerThanItsWhole() {
		return Stream.of(Usage.builder().input(1L).cachedInput(2L), Usage.builder().input(1L).cacheWriteInput(2L),
				Usage.builder().input(1L).cacheWrite5m(2L), Usage.builder().cacheWriteInput(1L).cacheWrite1h(2L),
				Usage.builder().input(1L).audioInput(2L), Usage.builder().cachedInput(1L).cachedAudioInput(2L),
				Usage.builder().audioInput(1L).cachedAudioInput(2L), Usage.builder().output(1L).reasoningOutput(2L),
				Usage.builder().output(1L).audioOutput(2L),
				Usage.builder().input(5L).cachedInput(3L).cacheWriteInput(3L),
				Usage.builder().input(9L).cacheWriteInput(5L).cacheWrite5m(3L).cacheWrite1h(3L),
				Usage.builder().input(5L).cachedInput(4L).audioInput(4L).cachedAudioInput(2L),
				Usage.builder().input(Long.MAX_VALUE).cachedInput(Long.MAX_VALUE).cacheWriteInput(Long.MAX_VALUE));
	}

	@ParameterizedTest
	@MethodSource
	void letsPassWhatCanBeTrue(Usage.Builder usage) {
		assertThat(UsageJudge.refusal(usage.build())).isNull();
	}

	static Stream<Usage.Builder> letsPassWhatCanBeTrue() {
		return Stream.of(Usage.builder().input(0L), Usage.builder().input(5L).cachedInput(5L),
				Usage.builder().input(5L).cachedInput(2L).cacheWriteInput(3L), Usage.builder().cachedInput(5L),
				Usage.builder().input(5L).cachedInput(4L).audioInput(4L),
				Usage.builder().input(5L).cachedInput(4L).audioInput(4L).cachedAudioInput(3L),
				Usage.builder().output(5L).reasoningOutput(5L), Usage.builder().webSearches(1L));
	}

	private static CostUnavailable reason(Usage.Builder usage) {
		CostAnswer answer = UsageJudge.refusal(usage.build());
		return (answer != null) ? answer.unavailable() : null;
	}

}
