package dev.gai.braintrust.docs;

import dev.gai.braintrust.replay.ReplayModels;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The snippet of {@code docs/replay.md}.
 */
@SpringBootTest
@ReplayModels(cassettes = "src/test/cassettes/support", target = "https://api.openai.com/v1",
		property = "spring.ai.openai.base-url")
@Tag("application")
class SupportChatTests {

	@Autowired
	private SupportChat chat;

	@Test
	void knowsTheOpeningHours() {
		assertThat(this.chat.ask("When are you open?")).contains("9 to 17");
	}

}
