package dev.gai.braintrust.springai.response;

import java.util.List;

import dev.gai.braintrust.usage.Usage;
import net.bytebuddy.ByteBuddy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.metadata.EmptyUsage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.support.UsageCalculator;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("thorough")
class ReportedUsageTests {

	@Test
	void readsThePromptOfOpenAiAsTheWhole() {
		DefaultUsage usage = new DefaultUsage(100, 20, 120,
				nativeUsage("com.openai.models.completions.CompletionUsage"), 64L, null);
		assertThat(ReportedUsage.ofChat(usage))
			.isEqualTo(Usage.builder().input(100L).output(20L).cachedInput(64L).build());
	}

	@ParameterizedTest
	@ValueSource(strings = { "com.anthropic.models.messages.Usage", "com.anthropic.models.messages.MessageDeltaUsage",
			"software.amazon.awssdk.services.bedrockruntime.model.TokenUsage" })
	void addsTheCacheToThePromptOfAnthropicAndBedrock(String type) {
		DefaultUsage usage = new DefaultUsage(12, 20, 32, nativeUsage(type), 5L, null);
		assertThat(ReportedUsage.ofChat(usage))
			.isEqualTo(Usage.builder().input(17L).output(20L).cachedInput(5L).build());
	}

	@Test
	void addsTheCacheToThePromptOfASumThatReportsCacheWrites() {
		DefaultUsage first = new DefaultUsage(12, 20, 32, nativeUsage("com.anthropic.models.messages.Usage"), 0L,
				1365L);
		DefaultUsage second = new DefaultUsage(10, 5, 15, nativeUsage("com.anthropic.models.messages.Usage"), 1365L,
				0L);
		ChatResponse before = new ChatResponse(List.of(), ChatResponseMetadata.builder().usage(first).build());
		assertThat(ReportedUsage.ofChat(UsageCalculator.getCumulativeUsage(second, before))).isEqualTo(Usage.builder()
			.input(12L + 10 + 1365 + 1365)
			.output(25L)
			.cachedInput(1365L)
			.cacheWriteInput(1365L)
			.build());
	}

	@Test
	void addsACacheThatIsLargerThanThePrompt() {
		assertThat(ReportedUsage.ofChat(new DefaultUsage(12, 20, 32, null, 500L, null)))
			.isEqualTo(Usage.builder().input(512L).output(20L).cachedInput(500L).build());
	}

	@Test
	void doesNotTakeTheCacheInATotalForReasoning() {
		DefaultUsage usage = new DefaultUsage(12, 20, 12 + 20 + 5 + 7,
				nativeUsage("software.amazon.awssdk.services.bedrockruntime.model.TokenUsage"), 5L, 7L);
		assertThat(ReportedUsage.ofChat(usage))
			.isEqualTo(Usage.builder().input(24L).output(20L).cachedInput(5L).cacheWriteInput(7L).build());
	}

	@Test
	void countsThoughtsThatAreInTheTotalOnlyAsOutput() {
		DefaultUsage usage = new DefaultUsage(10, 5, 40,
				nativeUsage("com.google.genai.types.GenerateContentResponseUsageMetadata"));
		assertThat(ReportedUsage.ofChat(usage)).isEqualTo(Usage.builder().input(10L).output(30L).build());
	}

	@Test
	void readsPlaceholdersAsNothing() {
		assertThat(ReportedUsage.ofChat(null)).isNull();
		assertThat(ReportedUsage.ofChat(new EmptyUsage())).isNull();
		assertThat(ReportedUsage.ofChat(new DefaultUsage(0, 0, 0))).isNull();
		assertThat(ReportedUsage.ofEmbeddings(null)).isNull();
		assertThat(ReportedUsage.ofEmbeddings(new EmptyUsage())).isNull();
		assertThat(ReportedUsage.ofEmbeddings(new DefaultUsage(0, 0, 0))).isNull();
	}

	@Test
	void readsImpossibleFiguresAsNotReported() {
		assertThat(ReportedUsage.ofChat(new DefaultUsage(10, -5, 5, null, -1L, null)))
			.isEqualTo(Usage.builder().input(10L).build());
		assertThat(ReportedUsage.ofChat(new DefaultUsage(-10, 5, -5))).isEqualTo(Usage.builder().output(5L).build());
	}

	@Test
	void readsAnOutputOfZeroWhenThereIsAPrompt() {
		assertThat(ReportedUsage.ofChat(new DefaultUsage(10, 0)))
			.isEqualTo(Usage.builder().input(10L).output(0L).build());
	}

	@Test
	void readsNoOutputOfEmbeddings() {
		assertThat(ReportedUsage.ofEmbeddings(new DefaultUsage(8, 0, 8))).isEqualTo(Usage.builder().input(8L).build());
		assertThat(ReportedUsage.ofEmbeddings(new DefaultUsage(0, 0, 9))).isEqualTo(Usage.builder().input(9L).build());
	}

	/** An object of a vendor's type, which is made up where its library is not here. */
	private static Object nativeUsage(String type) {
		ClassLoader loader = ReportedUsageTests.class.getClassLoader();
		if (ClassUtils.isPresent(type, loader)) {
			return Mockito.mock(ClassUtils.resolveClassName(type, loader));
		}
		try (var made = new ByteBuddy().subclass(Object.class).name(type).make()) {
			return made.load(loader).getLoaded().getDeclaredConstructor().newInstance();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
