package dev.gai.braintrust.completion;

import java.io.IOException;
import java.util.Set;

import dev.gai.braintrust.guard.Guard;
import org.jspecify.annotations.Nullable;

import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter.DataWithMediaType;

/**
 * Tells a call what an emitter sends, and how it ends: the first of its ends counts.
 */
final class EmitterCall {

	private final TrackedCall call;

	private volatile @Nullable IOException gone;

	EmitterCall(TrackedCall call) {
		this.call = call;
	}

	/**
	 * Looks at an emitter from outside. Those that the application adds are called, too.
	 */
	void watch(ResponseBodyEmitter emitter) {
		emitter.onTimeout(() -> this.call.failed(new AsyncRequestTimeoutException()));
		emitter.onError(this::failed);
		emitter.onCompletion(this::left);
	}

	void sent(Object data) {
		Guard.run("The data of an emitter is not recorded", () -> this.call.element(data));
	}

	/**
	 * Takes the parts of server-sent events: text of the protocol, with data in between.
	 */
	void sent(Set<DataWithMediaType> parts) {
		Guard.run("The data of an emitter is not recorded", () -> {
			EventLines lines = new EventLines(this.call::element);
			parts.forEach((part) -> lines.add(part.getData()));
			lines.end();
		});
	}

	/**
	 * Sends, and remembers that the client does not take what is sent.
	 */
	void send(Sending sending) throws IOException {
		try {
			sending.send();
		}
		catch (IOException ex) {
			this.gone = ex;
			throw ex;
		}
	}

	void completed() {
		this.call.completed();
	}

	void failed(Throwable error) {
		if (error == this.gone || error instanceof IOException) {
			this.call.cancelled();
		}
		else {
			this.call.failed(error);
		}
	}

	/**
	 * Tells that it is over, if nobody has said how.
	 */
	void left() {
		this.call.cancelled();
	}

	interface Sending {

		void send() throws IOException;

	}

}
