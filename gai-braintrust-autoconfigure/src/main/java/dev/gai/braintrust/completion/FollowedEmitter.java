package dev.gai.braintrust.completion;

import java.io.IOException;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/**
 * Sends what another emitter sends, and tells a call of it.
 */
final class FollowedEmitter extends ResponseBodyEmitter {

	private final ResponseBodyEmitter source;

	private final EmitterCall call;

	@SuppressWarnings("NullAway") // no timeout is the default of MVC
	private FollowedEmitter(ResponseBodyEmitter source, EmitterCall call) {
		super(source.getTimeout());
		this.source = source;
		this.call = call;
	}

	static FollowedEmitter of(ResponseBodyEmitter source, EmitterCall call) {
		FollowedEmitter followed = new FollowedEmitter(source, call);
		// Before the callbacks of the application, which may end it in their own way.
		call.watch(followed);
		SentThrough.connect(source, followed);
		return followed;
	}

	@Override
	protected void extendResponse(ServerHttpResponse outputMessage) {
		SentThrough.extend(this.source, outputMessage);
	}

	@Override
	public void send(Object object, @Nullable MediaType mediaType) throws IOException {
		this.call.send(() -> super.send(object, mediaType));
		this.call.sent(object);
	}

	@Override
	public void send(Set<DataWithMediaType> items) throws IOException {
		this.call.send(() -> super.send(items));
		// What was sent before it was followed comes all at once.
		items.forEach((item) -> this.call.sent(item.getData()));
	}

	@Override
	public void complete() {
		this.call.completed();
		super.complete();
	}

	@Override
	public void completeWithError(Throwable error) {
		this.call.failed(error);
		super.completeWithError(error);
	}

}
