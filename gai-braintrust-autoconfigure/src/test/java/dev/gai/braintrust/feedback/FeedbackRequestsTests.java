package dev.gai.braintrust.feedback;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

import dev.gai.braintrust.content.ContentMasking;
import dev.gai.braintrust.content.SentContent;
import dev.gai.braintrust.content.snapshot.ContentSnapshots;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FeedbackRequests}.
 */
class FeedbackRequestsTests {

	private final FeedbackTokens tokens = new FeedbackTokens("secret", "here", Duration.ofDays(1),
			InstantSource.system());

	private final String token = this.tokens.issue("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331");

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "202|{'token':'T','scores':{'thumb':1}}", "202|{'token':'T','comment':'ok'}",
					"202|{'token':'T','scores':{'thumb':0.5},'comment':null,'more':[1]}", "400|{'token':'T'}",
					"400|{'token':'T','scores':{'other':1}}", "400|{'token':'T','scores':{'thumb':2}}",
					"400|{'token':'T','scores':{'thumb':'1'}}", "400|{'token':'T','scores':[1]}",
					"400|{'token':'T','comment':{}}", "400|[]", "400|{'token'", "400|''",
					"403|{'token':'x','scores':{'thumb':1}}", "403|{'scores':{'thumb':1}}" })
	void answersWithAStatusOnly(int status, String body) {
		assertThat(requests(60).answer("::1", "application/json; charset=utf-8", body(body))).isEqualTo(status);
	}

	@Test
	void refusesWhatIsTooLarge() {
		assertThat(requests(60).answer("::1", "application/json",
				body("{'token':'T','comment':'" + "x".repeat(5000) + "'}")))
			.isEqualTo(413);
		assertThat(requests(60).answer("::1", "application/json", new byte[FeedbackRequests.MAX_BYTES + 1]))
			.isEqualTo(413);
	}

	@ParameterizedTest
	@CsvSource({ "text/plain", "application/x-www-form-urlencoded", "," })
	void refusesWhatAnyPageCouldSend(String contentType) {
		assertThat(requests(60).answer("::1", contentType, body("{'token':'T','comment':'a'}"))).isEqualTo(400);
	}

	@Test
	void limitsEachClientAndAllTogether() {
		FeedbackRequests requests = requests(2);
		byte[] body = body("{'token':'T','comment':'a'}");

		assertThat(requests.answer("10.0.0.1", "application/json", body)).isEqualTo(202);
		assertThat(requests.answer("10.0.0.1", "application/json", body)).isEqualTo(202);
		assertThat(requests.answer("10.0.0.1", "application/json", body)).isEqualTo(429);
		assertThat(requests.answer("10.0.0.2", "application/json", body)).isEqualTo(202);
		int answered = 0;
		for (int i = 0; i < 1000; i++) {
			answered += (requests.answer("made-up-" + i, "application/json", body) == 202) ? 1 : 0;
		}
		assertThat(answered).isEqualTo(196);
	}

	private byte[] body(String text) {
		return text.replace('\'', '"').replace("\"T\"", '"' + this.token + '"').getBytes(StandardCharsets.UTF_8);
	}

	private FeedbackRequests requests(int maxPerMinute) {
		GenAiFeedback feedback = new GenAiFeedback(null, this.tokens,
				new SentContent(new ContentMasking(true, List.of(), List.of()),
						new ContentSnapshots(JsonMapper.builder().build()), 1000));
		return new FeedbackRequests(feedback,
				new FeedbackRequests.Settings("/gai/feedback", Set.of("thumb"), maxPerMinute));
	}

}
