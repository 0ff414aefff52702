package dev.gai.braintrust.sample.collector;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipException;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.gai.braintrust.sample.embedded.BodyTooLargeException;
import dev.gai.braintrust.sample.embedded.Exchange;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;

/**
 * Receives OTLP/HTTP: {@code POST /otel/v1/traces}, protobuf, plain or gzip. It insists
 * on an API key, as Braintrust does, but does not look at it.
 */
final class TracesHandler implements HttpHandler {

	private static final int MAX_BODY = 16 * 1024 * 1024;

	private static final String PROTOBUF = "application/x-protobuf";

	private final RowStore rows;

	TracesHandler(RowStore rows) {
		this.rows = rows;
	}

	@Override
	public void handle(HttpExchange http) throws IOException {
		try (http) {
			Exchange exchange = new Exchange(http);
			if (!exchange.is("POST", "/otel/v1/traces")) {
				refuse(exchange, 404, "Only POST /otel/v1/traces is known here");
			}
			else if (!exchange.header("Authorization").startsWith("Bearer ")) {
				refuse(exchange, 401, "No API key was sent");
			}
			else if (!exchange.header("Content-Type").startsWith(PROTOBUF)) {
				refuse(exchange, 415, "Only " + PROTOBUF + " is read here");
			}
			else {
				receive(exchange);
			}
		}
	}

	private void receive(Exchange exchange) throws IOException {
		try {
			ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(exchange.body(MAX_BODY));
			this.rows.add(new RowReader(exchange.header("x-bt-parent")).read(request));
			exchange.answer(200, PROTOBUF, ExportTraceServiceResponse.getDefaultInstance().toByteArray());
		}
		catch (BodyTooLargeException ex) {
			refuse(exchange, 413, ex.getMessage());
		}
		catch (InvalidProtocolBufferException | ZipException | EOFException ex) {
			refuse(exchange, 400, "The body is not an export request");
		}
	}

	private static void refuse(Exchange exchange, int status, String reason) throws IOException {
		exchange.answer(status, "text/plain", reason.getBytes(StandardCharsets.UTF_8));
	}

}
