package dev.gai.braintrust.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What a cassette holds, and what becomes of one that was edited.
 */
@Tag("application")
class CassetteTests {

	private static final String KEY = "sk-proj-aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7d";

	private static final String GOOGLE = "AIzaSyA1234567890abcdefghijklmnopqrstu";

	private static final String PLAIN = "a-key-of-no-known-form-0815";

	private static final String FOLDER = "target/replay-tests/cassettes";

	@RegisterExtension
	static final ReplayRuns runs = new ReplayRuns(FOLDER);

	@Test
	void neverHoldsACredential() {
		runs.records(Secrets.class);

		String all = String.join("\n", runs.cassettes().entrySet().stream().map(String::valueOf).toList());
		assertThat(runs.cassettes()).hasSize(6);
		assertThat(all).contains("[masked:")
			.doesNotContain(KEY, GOOGLE, PLAIN, "hunter2hunter2", "0815-of", "0123456789abcdef0123456789abcdef",
					Base64.getEncoder().encodeToString(("me:" + PLAIN).getBytes()), "Set-Cookie");
		runs.replays(Secrets.class);
	}

	@Test
	void isTheSameFileWhenItIsRecordedAgain() throws IOException {
		runs.records(Asking.class);
		Map<String, String> first = runs.cassettes();
		try (StandInProvider again = new StandInProvider()) {
			assertThat(ReplayRuns
				.failures(new ReplayRuns("target/replay-tests/none").with(again).run("record", Asking.class)))
				.isEmpty();
		}

		assertThat(runs.cassettes()).isEqualTo(first).hasSize(1);
		assertThat(first.values().iterator().next()).isEqualTo("""
				{
				  "request": {
				    "json": {
				      "messages": [
				        {
				          "content": "Who?",
				          "role": "user"
				        }
				      ],
				      "model": "gpt-4o-mini",
				      "user": "[ignored]"
				    },
				    "method": "POST",
				    "path": "/v1/chat/completions"
				  },
				  "response": {
				    "headers": {
				      "content-type": "application/json"
				    },
				    "json": {
				      "choices": [
				        {
				          "finish_reason": "stop",
				          "index": 0,
				          "message": {
				            "content": "Answer 1",
				            "role": "assistant"
				          }
				        }
				      ],
				      "created": 1700000000,
				      "id": "chatcmpl-1",
				      "model": "gpt-4o-mini",
				      "object": "chat.completion",
				      "usage": {
				        "completion_tokens": 2,
				        "prompt_tokens": 10,
				        "total_tokens": 12
				      }
				    },
				    "status": 200
				  },
				  "test": "dev.gai.braintrust.replay.CassetteTests.Asking.asks"
				}
				""");
	}

	@Test
	void mayBeEdited() throws IOException {
		runs.records(Asking.class);
		Path file = file();
		Files.writeString(file, Files.readString(file).replace("Answer 1", "Somebody else").replace("  ", "\t"));

		Asking.expected = "Somebody else";
		try {
			runs.replays(Asking.class);
		}
		finally {
			Asking.expected = "Answer 1";
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					"status": 200|"status": 99|:41:5: |'status' is 99, not one of HTTP
					"status": 200|"state": 200|:41:5: |there is no field 'state' here; there are base64, headers, json, status, stream, text
					"status": 200|"status": "ok"|:41:|response.status is of the wrong type, it should be a number
					"method": "POST",|"text": "x", "method": "POST",|:15:|only one of json, text, form, parts and sha256 can be
					"path": "/v1/chat/completions"|"path": "chat"|:14:5: |'path' is missing, or does not begin with /
					"user": "[ignored]"|"user": "[ignored]",|:12:|
					"model": "gpt-4o-mini",|<<<<<<< HEAD|:10:|
					"method": "POST",|"method": "POST", "method": "GET",|:13:|Duplicate
					""")
	void saysWhatIsWrongWithOne(String text, String wrong, String line, String reason) throws IOException {
		runs.records(Asking.class);
		Path file = file();
		Files.writeString(file, Files.readString(file)
			.replaceFirst(java.util.regex.Pattern.quote(text), java.util.regex.Matcher.quoteReplacement(wrong)));

		List<String> failures = runs.failuresOfReplay(Asking.class);

		assertThat(failures).singleElement()
			.asString()
			.contains("A cassette cannot be read", file.getFileName() + line, (reason != null) ? reason : "")
			.contains("-Dgai.braintrust.replay.mode=record")
			.doesNotContain("sk-proj");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "null", "{}", "{\"request\": 1}", "plain text" })
	void saysSoOfWhatIsNone(String content) throws IOException {
		Files.createDirectories(Path.of(FOLDER));
		Files.writeString(Path.of(FOLDER, "some.json"), content);

		assertThat(runs.failuresOfReplay(Asking.class)).singleElement()
			.asString()
			.contains("A cassette cannot be read", "some.json");
	}

	@Test
	void isRemovedWhenItsClassWasRecordedAsAWholeAndAskedOtherwise() throws IOException {
		runs.records(Two.class);
		Map<String, String> first = runs.cassettes();
		assertThat(first).hasSize(2);
		Path other = runs.file("other.json");
		Files.writeString(other, first.values().iterator().next().replace("CassetteTests.Two.", "OtherTests."));
		Two.question = "Another?";
		try {
			assertThat(ReplayRuns.failures(runs.run("record", Two.class, "one"))).isEmpty();
			assertThat(runs.cassettes()).hasSize(4);

			runs.records(Two.class);

			assertThat(runs.cassettes()).hasSize(3).containsKey("other.json");
			assertThat(runs.cassettes().keySet()).doesNotContainAnyElementsOf(first.keySet());
		}
		finally {
			Two.question = "What?";
		}
	}

	private Path file() {
		return runs.file(runs.cassettes().keySet().iterator().next());
	}

	private static String ask(String url, Map<String, ?> body) {
		return RestClient.create(url)
			.post()
			.uri("/chat/completions")
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.retrieve()
			.body(String.class);
	}

	@SpringJUnitConfig
	@ReplayModels(cassettes = FOLDER, target = "${stand-in.url}/v1", property = "model.url", ignore = "$.user")
	static class Asking {

		static String expected = "Answer 1";

		@Test
		void asks(@Value("${model.url}") String url) {
			assertThat(ask(url, Map.of("model", "gpt-4o-mini", "user", "u-" + System.nanoTime(), "messages",
					List.of(Map.of("role", "user", "content", "Who?")))))
				.contains(expected);
		}

	}

	@SpringJUnitConfig
	@ReplayModels(cassettes = FOLDER, target = "${stand-in.url}/v1", property = "model.url")
	static class Two {

		static String question = "What?";

		@Value("${model.url}")
		private String url;

		@Test
		void one() {
			ask(this.url, Map.of("one", question));
		}

		@Test
		void two() {
			ask(this.url, Map.of("two", question));
		}

	}

	@SpringJUnitConfig
	@ReplayModels(cassettes = FOLDER, target = "${stand-in.url}/v1", property = "model.url")
	static class Secrets {

		@Value("${model.url}")
		private String url;

		@Test
		void inHeadersAndBodies() {
			RestClient.create(this.url)
				.post()
				.uri("/chat/completions")
				.header("Authorization", "Bearer " + KEY)
				.header("X-Api-Key", PLAIN)
				.header("Cookie", "session=0123456789abcdef0123456789abcdef")
				.contentType(MediaType.APPLICATION_JSON)
				.body(Map.of("messages", List.of(
						Map.of("role", "user", "content", "curl -H 'Authorization: Bearer " + KEY + "' and " + PLAIN),
						Map.of("role", "tool", "content",
								"{\"password\": \"hunter2hunter2\", \"key\": \"" + GOOGLE + "\"}")),
						"password", "hunter2hunter2"))
				.retrieve()
				.toBodilessEntity();
		}

		@Test
		void inAddresses() {
			assertThat(RestClient.create(this.url + "?key=" + key()).post().body("{}").retrieve().body(String.class))
				.contains("Answer");
		}

		/** Another one than was recorded, when it is replayed. */
		private static String key() {
			return System.getProperty(ReplayMode.PROPERTY).equals("record") ? GOOGLE : "none";
		}

		@Test
		void inForms() {
			RestClient.create(this.url)
				.post()
				.uri("/token")
				.contentType(MediaType.APPLICATION_FORM_URLENCODED)
				.body("grant_type=client_credentials&client_secret=hunter2hunter2&text=" + KEY)
				.exchange((request, response) -> "");
		}

		@Test
		void inParts() {
			MultipartBodyBuilder parts = new MultipartBodyBuilder();
			parts.part("api_key", "0815-of-no-known-form");
			parts.part("prompt", "Use " + KEY);
			RestClient.create(this.url)
				.post()
				.uri("/audio/transcriptions")
				.contentType(MediaType.MULTIPART_FORM_DATA)
				.body(parts.build())
				.retrieve()
				.toBodilessEntity();
		}

		@Test
		void inWhatAProviderRepeats() {
			assertThatThrownBy(() -> RestClient.create(this.url)
				.get()
				.uri("/refused")
				.header("Authorization", "Bearer " + PLAIN)
				.retrieve()
				.toBodilessEntity()).isInstanceOf(HttpClientErrorException.Unauthorized.class);
		}

		@Test
		void inText() {
			RestClient.create(this.url)
				.get()
				.uri("/audio/transcriptions")
				.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(("me:" + PLAIN).getBytes()))
				.retrieve()
				.toBodilessEntity();
		}

	}

}
