package dev.gai.braintrust.export.row.otlp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.common.export.MessageWriter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.jspecify.annotations.Nullable;

/**
 * Encodes spans as OTLP with OpenTelemetry's own exporter, whose HTTP sender is replaced
 * by one that keeps the bytes. The sender is given to this exporter alone; the sender of
 * the application's exporters stays what it is. Used by one thread.
 */
final class OfficialMarshaller {

	private final Catcher catcher = new Catcher();

	private final SpanExporter exporter = OtlpHttpSpanExporter.builder()
		.setEndpoint("http://localhost/not-used")
		.setComponentLoader(new OnlyThisSender(this.catcher))
		.setMeterProvider(MeterProvider.noop())
		.setMemoryMode(MemoryMode.REUSABLE_DATA)
		.build();

	byte[] marshal(SpanData span) {
		this.catcher.caught = null;
		this.exporter.export(List.of(span));
		byte[] bytes = this.catcher.caught;
		this.catcher.caught = null;
		if (bytes == null) {
			throw new IllegalStateException("The span was not marshalled");
		}
		return bytes;
	}

	private static final class Catcher implements HttpSender, HttpSenderProvider {

		private byte @Nullable [] caught;

		@Override
		public HttpSender createSender(HttpSenderConfig config) {
			return this;
		}

		@Override
		public void send(MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
			try {
				Bytes bytes = new Bytes(Math.max(32, message.getContentLength()));
				message.writeMessage(bytes);
				this.caught = bytes.exact();
				onResponse.accept(Accepted.INSTANCE);
			}
			catch (IOException ex) {
				onError.accept(ex);
			}
		}

		@Override
		public CompletableResultCode shutdown() {
			return CompletableResultCode.ofSuccess();
		}

	}

	/** The length is known beforehand, so that the buffer is what is wanted. */
	private static final class Bytes extends ByteArrayOutputStream {

		Bytes(int size) {
			super(size);
		}

		byte[] exact() {
			return (this.count == this.buf.length) ? this.buf : toByteArray();
		}

	}

	private record OnlyThisSender(HttpSenderProvider provider) implements ComponentLoader {

		@Override
		public <T> Iterable<T> load(Class<T> spiClass) {
			return spiClass.isInstance(this.provider) ? List.of(spiClass.cast(this.provider)) : List.of();
		}

	}

	private enum Accepted implements HttpResponse {

		INSTANCE;

		@Override
		public int getStatusCode() {
			return 200;
		}

		@Override
		public String getStatusMessage() {
			return "OK";
		}

		@Override
		public byte[] getResponseBody() {
			return new byte[0];
		}

	}

}
