package dev.gai.braintrust.attachment;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.gai.braintrust.api.BraintrustApi;
import dev.gai.braintrust.api.Organization;
import dev.gai.braintrust.content.media.StoredMedia;
import dev.gai.braintrust.delivery.spool.PlannedSpool;
import dev.gai.braintrust.delivery.spool.SpoolSettings;
import dev.gai.braintrust.export.live.SpanStage;
import dev.gai.braintrust.network.Network;
import dev.gai.braintrust.outbox.SpanProgress;
import dev.gai.braintrust.testing.RestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Uploads over real HTTP, and what becomes of them under faults.
 */
@Tag("thorough")
class AttachmentsTests {

	private static final Duration SOON = Duration.ofSeconds(15);

	private static final String STORE = "/store/object";

	@RegisterExtension
	static final RestServer rest = new RestServer();

	@TempDir
	private Path directory;

	private final Stages stages = new Stages();

	private final List<AutoCloseable> opened = new ArrayList<>();

	private final byte[] bytes = new byte[50_000];

	@BeforeEach
	void answer() {
		new Random(3).nextBytes(this.bytes);
		rest.post("/api/apikey/login", RestServer.json("{\"org_info\":[{\"id\":\"org-1\",\"name\":\"acme\"}]}"));
		rest.post("/attachment", RestServer.json("""
				{"signedUrl":"%s","headers":{"x-upload":"yes","Authorization":"Bearer stolen"}}"""
			.formatted(rest.url() + STORE + "?signature=abc")));
		rest.post("/attachment/status", RestServer.json("{}"));
		store(WireMock.ok());
	}

	@AfterEach
	void close() throws Exception {
		for (AutoCloseable each : this.opened) {
			each.close();
		}
	}

	@Test
	void uploadsBytesToTheSignedAddressWithoutTheKey() {
		Attachments attachments = open();

		String key = upload(attachments, "a", this.bytes);

		assertThat(attachments.flush(SOON)).isTrue();
		JsonNode asked = body("/attachment", 0);
		assertThat(asked.toString()).isEqualTo("{\"key\":\"" + key
				+ "\",\"filename\":\"image.png\",\"content_type\":\"image/png\",\"org_id\":\"org-1\"}");
		assertThat(rest.requests("/attachment").get(0).getHeader("Authorization"))
			.isEqualTo("Bearer " + RestServer.KEY);
		LoggedRequest put = rest.requests(STORE).get(0);
		assertThat(put.getBody()).isEqualTo(this.bytes);
		assertThat(put.getHeader("Content-Type")).isEqualTo("image/png");
		assertThat(put.getHeader("x-upload")).isEqualTo("yes");
		assertThat(put.containsHeader("Authorization")).isFalse();
		assertThat(put.getHeaders().toString()).doesNotContain(RestServer.KEY);
		assertThat(body("/attachment/status", 0).toString())
			.isEqualTo("{\"key\":\"" + key + "\",\"org_id\":\"org-1\",\"status\":{\"upload_status\":\"done\"}}");
		assertThat(attachments.status().delivered()).isEqualTo(1);
	}

	@Test
	void uploadsTheSameBytesOnce() {
		Attachments attachments = open();

		String key = upload(attachments, "a", this.bytes);

		assertThat(upload(attachments, "a", this.bytes)).isEqualTo(key);
		assertThat(attachments.flush(SOON)).isTrue();
		assertThat(upload(attachments, "a", this.bytes)).isEqualTo(key);
		assertThat(upload(attachments, "b", new byte[10])).isNotEqualTo(key);
		assertThat(attachments.flush(SOON)).isTrue();
		assertThat(rest.requests(STORE)).hasSize(2);
	}

	@Test
	void waitsForTheSpanAndLeavesOutWhatIsNotSent() {
		this.stages.stage = SpanStage.PENDING;
		Attachments attachments = open();
		upload(attachments, "a", this.bytes);
		assertThat(rest.requests("/attachment")).isEmpty();

		this.stages.stage = SpanStage.LEFT_OUT;

		assertThat(attachments.flush(SOON)).isTrue();
		assertThat(rest.requests("/attachment")).isEmpty();
		assertThat(attachments.status().dropped()).containsEntry("unsampled", 1L);
	}

	@Test
	void goesOnAfterARestart() throws Exception {
		this.stages.settled = false;
		Attachments first = open();
		upload(first, "a", this.bytes);
		first.close();
		this.stages.settled = true;

		Attachments second = open();

		assertThat(second.flush(SOON)).isTrue();
		assertThat(rest.requests(STORE).get(0).getBody()).isEqualTo(this.bytes);
	}

	@ParameterizedTest
	@ValueSource(ints = { 429, 500, 503 })
	void triesAgainWhatMayWorkLater(int status) {
		rest.when(WireMock.put(WireMock.urlPathEqualTo(STORE))
			.inScenario("s")
			.whenScenarioStateIs(Scenario.STARTED)
			.willSetStateTo("up"), WireMock.aResponse().withStatus(status));
		rest.when(WireMock.put(WireMock.urlPathEqualTo(STORE)).inScenario("s").whenScenarioStateIs("up"),
				WireMock.ok());
		Attachments attachments = open();

		upload(attachments, "a", this.bytes);

		assertThat(attachments.flush(SOON)).isTrue();
		assertThat(rest.requests(STORE)).hasSize(2);
		assertThat(attachments.status().delivered()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 307, 400, 403, 404 })
	void givesUpWhatTheStoreRefusesAndSaysSo(int status) {
		store(WireMock.aResponse().withStatus(status).withHeader("Location", rest.url() + "/elsewhere"));
		Attachments attachments = open();

		String key = upload(attachments, "a", this.bytes);

		assertThat(attachments.flush(SOON)).isTrue();
		assertThat(rest.requests("/elsewhere")).isEmpty();
		assertThat(attachments.status().dropped()).containsEntry("rejected", 1L);
		assertThat(body("/attachment/status", 0).toString()).contains(key, "\"upload_status\":\"error\"",
				"HTTP " + status);
		assertThat(upload(attachments, "a", this.bytes)).isNotEqualTo(key);
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 403, 404 })
	void takesNothingMoreWhereTheApiRefuses(int status) {
		rest.post("/attachment", WireMock.aResponse().withStatus(status));
		Attachments attachments = open();
		upload(attachments, "a", this.bytes);
		Awaitility.await().atMost(SOON).until(() -> attachments.trouble() != null);

		assertThat(attachments.reserve("b", 10)).isNull();
		assertThat(attachments.described()).isEqualTo(1);
		assertThat(attachments.trouble()).contains("1 attachments wait", "HTTP " + status);
		assertThat(attachments.status().waiting()).isEqualTo(1);
	}

	@Test
	void survivesGarbageBrokenConnectionsAndAddressesOfOtherKinds() {
		for (String answer : List.of("{}", "[]", "{\"signedUrl\":7}", "{\"signedUrl\":\"file:///etc/passwd\"}",
				"{\"signedUrl\":\"ftp://127.0.0.1/x\"}", "{\"signedUrl\":\"http:\"}", "{\"signedUrl\":\":: \"}")) {
			rest.post("/attachment", RestServer.json(answer));
			Attachments attachments = open();
			upload(attachments, "a" + answer, this.bytes);
			Awaitility.await().atMost(SOON).until(() -> attachments.trouble() != null);
			attachments.close();
		}
		assertThat(rest.requests(STORE)).isEmpty();

		rest.post("/attachment", WireMock.aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
		Attachments attachments = open();
		upload(attachments, "b", this.bytes);
		Awaitility.await().atMost(SOON).until(() -> attachments.trouble() != null);
		assertThat(attachments.reserve("c", 10)).isNotNull();
	}

	@Test
	void worksWhereTheOrganizationIsNotTold() {
		rest.post("/api/apikey/login", WireMock.notFound());
		rest.post("/attachment/status", WireMock.ok());
		Attachments attachments = open();

		upload(attachments, "a", this.bytes);

		assertThat(attachments.flush(SOON)).isTrue();
		assertThat(body("/attachment", 0).has("org_id")).isFalse();
		assertThat(attachments.status().delivered()).isEqualTo(1);
	}

	@Test
	void takesNoMoreThanThereIsRoomFor() {
		this.stages.settled = false;
		Attachments attachments = open();
		for (int i = 0; attachments.reserve("sha" + i, 1_000_000) != null; i++) {
			assertThat(i).isLessThan(10);
			attachments.upload(new StoredMedia(attachments.reserve("sha" + i, 1_000_000), "image/png", "image.png",
					"sha" + i, new byte[1_000_000], "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"));
		}

		assertThat(attachments.described()).isEqualTo(1);
		assertThat(attachments.status().dropped()).isEmpty();
		assertThat(attachments.reserve("large", Integer.MAX_VALUE)).isNull();
	}

	private void store(ResponseDefinitionBuilder answer) {
		rest.when(WireMock.put(WireMock.urlPathEqualTo(STORE)), answer);
	}

	private Attachments open() {
		BraintrustApi api = rest.api(Duration.ofSeconds(5));
		Attachments attachments = new Attachments(api, new Organization(api, null), true, Duration.ofSeconds(5),
				Network.ofTheJvm(),
				PlannedSpool.of(new SpoolSettings(true, this.directory, 8_000_000, Duration.ofHours(1), false)),
				this.stages);
		this.opened.add(attachments);
		this.opened.add(api);
		return attachments;
	}

	private static String upload(Attachments attachments, String sha256, byte[] bytes) {
		String key = attachments.reserve(sha256, bytes.length);
		attachments.upload(new StoredMedia(key, "image/png", "image.png", sha256, bytes,
				"0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"));
		return key;
	}

	private static JsonNode body(String path, int index) {
		return JsonMapper.shared().readTree(rest.requests(path).get(index).getBodyAsString());
	}

	private static final class Stages implements SpanProgress {

		private volatile SpanStage stage = SpanStage.UNKNOWN;

		private volatile boolean settled = true;

		@Override
		public SpanStage stage(String traceId, String spanId) {
			return this.stage;
		}

		@Override
		public boolean isSettled(long time) {
			return this.settled;
		}

	}

}
