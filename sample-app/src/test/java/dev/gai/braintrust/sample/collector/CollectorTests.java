package dev.gai.braintrust.sample.collector;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("thorough")
class CollectorTests {

	private static final HttpClient client = HttpClient.newHttpClient();

	private final Collector collector = Collector.start();

	@AfterEach
	void stop() {
		this.collector.close();
	}

	@Test
	void makesARowOfASpan() throws Exception {
		Span span = span(1).setName("chat m")
			.setKind(Span.SpanKind.SPAN_KIND_CLIENT)
			.setParentSpanId(id(9))
			.setStartTimeUnixNano(1_000_000_000)
			.setEndTimeUnixNano(1_250_000_000)
			.setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR).setMessage("too slow"))
			.addAttributes(text("braintrust.span_attributes", "{\"type\":\"llm\"}"))
			.addAttributes(text("braintrust.metrics", "{\"prompt_tokens\":12}"))
			.addAttributes(text("braintrust.scores", "{\"accuracy\":0.5}"))
			.addAttributes(text("braintrust.metadata", "{\"user.id\":\"u\"}"))
			.addAttributes(text("braintrust.input_json", "[1]"))
			.addAttributes(text("broken", "{"))
			.addAttributes(KeyValue.newBuilder().setKey("n").setValue(AnyValue.newBuilder().setIntValue(7)))
			.addAttributes(KeyValue.newBuilder()
				.setKey("list")
				.setValue(AnyValue.newBuilder()
					.setArrayValue(ArrayValue.newBuilder().addValues(AnyValue.newBuilder().setBoolValue(true)))))
			.build();
		HttpResponse<byte[]> response = send(request(span).toByteArray(), false);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(ExportTraceServiceResponse.parseFrom(response.body()))
			.isEqualTo(ExportTraceServiceResponse.getDefaultInstance());
		Row row = this.collector.rows().get(0);
		assertThat(row.spanId()).isEqualTo("0000000000000001");
		assertThat(row.parentSpanId()).isEqualTo("0000000000000009");
		assertThat(row.isRoot()).isFalse();
		assertThat(row.name()).isEqualTo("chat m");
		assertThat(row.kind()).isEqualTo("CLIENT");
		assertThat(row.type()).isEqualTo("llm");
		assertThat(row.duration()).isEqualTo(Duration.ofMillis(250));
		assertThat(row.error()).isTrue();
		assertThat(row.statusMessage()).isEqualTo("too slow");
		assertThat(row.metric("prompt_tokens").intValue()).isEqualTo(12);
		assertThat(row.score("accuracy").doubleValue()).isEqualTo(0.5);
		assertThat(row.metadata("user.id").stringValue()).isEqualTo("u");
		assertThat(row.input().path(0).intValue()).isEqualTo(1);
		assertThat(row.output().isMissingNode()).isTrue();
		assertThat(row.json("broken").isMissingNode()).isTrue();
		assertThat(row.attributes()).containsEntry("n", 7L).containsEntry("list", List.of(true));
		assertThat(row.resource()).containsEntry("service.name", "tested");
		assertThat(row.parentHeader()).isEqualTo("project_name:p");
	}

	@Test
	void readsGzip() throws Exception {
		assertThat(send(gzip(request(span(1).build()).toByteArray()), true).statusCode()).isEqualTo(200);
		assertThat(this.collector.rows()).hasSize(1);
	}

	@Test
	void keepsASpanThatArrivesTwiceAsOneRow() throws Exception {
		send(request(span(1).setName("first").build()).toByteArray(), false);
		send(request(span(1).setName("second").build()).toByteArray(), false);
		assertThat(this.collector.rows()).extracting(Row::name).containsExactly("second");
	}

	@Test
	void keepsTheLastRowsOnly() throws Exception {
		ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
		for (int i = 1; i <= Collector.MAX_ROWS + 1; i++) {
			request.addResourceSpansBuilder().addScopeSpansBuilder().addSpans(span(i));
		}
		send(request.build().toByteArray(), false);
		assertThat(this.collector.rows()).hasSize(Collector.MAX_ROWS)
			.extracting(Row::spanId)
			.doesNotContain("0000000000000001");
	}

	@Test
	void waitsUntilThereAreEnoughRowsOrTheTimeIsUp() throws Exception {
		assertThat(this.collector.await((rows) -> !rows.isEmpty(), Duration.ofMillis(5))).isEmpty();
		HttpRequest later = post(request(span(1).build()).toByteArray()).build();
		client.sendAsync(later, BodyHandlers.discarding());
		assertThat(this.collector.await((rows) -> !rows.isEmpty(), Duration.ofSeconds(10))).hasSize(1);
	}

	@Test
	void keepsNoKey() throws Exception {
		send(request(span(1).build()).toByteArray(), false);
		assertThat(this.collector.rows().toString()).doesNotContain("some-key");
	}

	@Test
	void refusesWhatIsNotAnExportRequest() throws Exception {
		assertThat(send("no protobuf".getBytes(), false).statusCode()).isEqualTo(400);
		assertThat(send("no gzip".getBytes(), true).statusCode()).isEqualTo(400);
		assertThat(send(gzip(new byte[16 * 1024 * 1024 + 1]), true).statusCode()).isEqualTo(413);
		assertThat(status(HttpRequest.newBuilder(traces()))).isEqualTo(404);
		HttpRequest.Builder withoutKey = HttpRequest.newBuilder(traces())
			.header("Content-Type", "application/x-protobuf")
			.POST(HttpRequest.BodyPublishers.noBody());
		assertThat(status(withoutKey)).isEqualTo(401);
		HttpRequest.Builder json = HttpRequest.newBuilder(traces())
			.header("Authorization", "Bearer some-key")
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString("{}"));
		assertThat(status(json)).isEqualTo(415);
		assertThat(this.collector.rows()).isEmpty();
	}

	@Test
	void takesRowsOfDataSets() throws Exception {
		String url = this.collector.url();
		HttpRequest insert = HttpRequest.newBuilder(URI.create(url + "/v1/dataset/dataset-1/insert"))
			.header("Authorization", "Bearer some-key")
			.POST(HttpRequest.BodyPublishers.ofString("{\"events\":[{\"id\":\"r-1\"}]}"))
			.build();
		assertThat(client.send(insert, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
		assertThat(this.collector.datasetRows()).singleElement()
			.satisfies((row) -> assertThat(row.path("id").stringValue("")).isEqualTo("r-1"));
		assertThat(status(HttpRequest.newBuilder(URI.create(url + "/v1/project")))).isEqualTo(404);
	}

	private int status(HttpRequest.Builder request) throws IOException, InterruptedException {
		return client.send(request.build(), BodyHandlers.discarding()).statusCode();
	}

	private HttpResponse<byte[]> send(byte[] body, boolean gzip) throws IOException, InterruptedException {
		HttpRequest.Builder request = post(body);
		if (gzip) {
			request.header("Content-Encoding", "gzip");
		}
		return client.send(request.build(), BodyHandlers.ofByteArray());
	}

	private HttpRequest.Builder post(byte[] body) {
		return HttpRequest.newBuilder(traces())
			.header("Authorization", "Bearer some-key")
			.header("x-bt-parent", "project_name:p")
			.header("Content-Type", "application/x-protobuf")
			.POST(HttpRequest.BodyPublishers.ofByteArray(body));
	}

	private URI traces() {
		return URI.create(this.collector.url() + "/otel/v1/traces");
	}

	private static ExportTraceServiceRequest request(Span span) {
		ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
		request.addResourceSpansBuilder().addScopeSpansBuilder().addSpans(span);
		request.getResourceSpansBuilder(0).getResourceBuilder().addAttributes(text("service.name", "tested"));
		return request.build();
	}

	private static Span.Builder span(long id) {
		return Span.newBuilder().setTraceId(id(0).concat(id(5))).setSpanId(id(id));
	}

	private static ByteString id(long id) {
		return ByteString.copyFrom(ByteBuffer.allocate(Long.BYTES).putLong(0, id));
	}

	private static KeyValue text(String key, String value) {
		return KeyValue.newBuilder().setKey(key).setValue(AnyValue.newBuilder().setStringValue(value)).build();
	}

	private static byte[] gzip(byte[] plain) throws IOException {
		ByteArrayOutputStream packed = new ByteArrayOutputStream();
		try (OutputStream out = new GZIPOutputStream(packed)) {
			out.write(plain);
		}
		return packed.toByteArray();
	}

}
