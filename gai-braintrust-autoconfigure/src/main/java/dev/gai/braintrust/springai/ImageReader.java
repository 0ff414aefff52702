package dev.gai.braintrust.springai;

import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.content.media.InlineMedia;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.springai.http.HttpExchanges;
import dev.gai.braintrust.trace.ForeignSpan;
import dev.gai.braintrust.trace.GenAiSpan;
import dev.gai.braintrust.trace.record.SpanSpec;
import dev.gai.braintrust.trace.record.SpanType;
import org.springframework.ai.image.Image;
import org.springframework.ai.image.ImageGeneration;
import org.springframework.ai.image.ImageOptions;
import org.springframework.ai.image.ImageResponse;
import org.springframework.ai.image.observation.ImageModelObservationContext;

/**
 * Reads a request to a model that makes images.
 */
final class ImageReader implements ContextReader<ImageModelObservationContext> {

	private final HttpExchanges exchanges;

	ImageReader(HttpExchanges exchanges) {
		this.exchanges = exchanges;
	}

	@Override
	public Class<ImageModelObservationContext> contextType() {
		return ImageModelObservationContext.class;
	}

	@Override
	public SpanSpec spec(ImageModelObservationContext context) {
		return new SpanSpec(SpanType.LLM, "", context.getOperationType(), "spring-ai", Capture.INHERIT);
	}

	@Override
	public void readRequest(ImageModelObservationContext context, GenAiSpan span) {
		span.provider(Providers.wellKnown(context.getOperationMetadata().provider()));
		ImageOptions options = context.getRequest().getOptions();
		if (options != null) {
			span.model(options.getModel())
				.requestParameter("n", options.getN())
				.requestParameter("response_format", options.getResponseFormat())
				.requestParameter("style", options.getStyle());
			if (options.getWidth() != null && options.getHeight() != null) {
				span.requestParameter("size", options.getWidth() + "x" + options.getHeight());
			}
		}
		span.messages(
				context.getRequest().getInstructions().stream().map((image) -> Message.user(image.getText())).toList());
	}

	@Override
	public void readResult(ImageModelObservationContext context, ForeignSpan span) {
		ImageResponse response = context.getResponse();
		if (response != null) {
			List<Object> images = new ArrayList<>();
			for (ImageGeneration generation : response.getResults()) {
				images.add(part(generation.getOutput()));
			}
			span.span().output(images);
		}
		this.exchanges.assign(context, span);
		span.completed(null, context.getError());
	}

	private static Object part(Image image) {
		String url = image.getUrl();
		if (url != null && MediaParts.isAddress(url)) {
			return MediaParts.linked("image/*", url);
		}
		String base64 = image.getB64Json();
		String inline = (base64 != null) ? base64 : url;
		return (inline != null) ? InlineMedia.of("image/*", null, inline).part()
				: MediaParts.text("<image, not captured>");
	}

}
