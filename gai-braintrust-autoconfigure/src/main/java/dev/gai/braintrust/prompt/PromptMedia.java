package dev.gai.braintrust.prompt;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.response.Message;

import org.springframework.ai.content.Media;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/**
 * Pictures of a message in Spring AI's form. They stay addresses, which may hold the data
 * itself; nothing is fetched here.
 */
final class PromptMedia {

	private PromptMedia() {
	}

	static List<Media> of(Message message) {
		List<Media> media = new ArrayList<>();
		if (message.content() instanceof List<?> parts) {
			for (Object part : parts) {
				if (part instanceof Map<?, ?> map && map.get("image_url") instanceof Map<?, ?> image
						&& image.get("url") instanceof String url) {
					media.add(Media.builder().mimeType(type(url)).data(URI.create(url)).build());
				}
			}
		}
		return media;
	}

	private static MimeType type(String url) {
		int end = url.indexOf(';');
		if (url.startsWith("data:") && end > 0) {
			return MimeTypeUtils.parseMimeType(url.substring("data:".length(), end));
		}
		return url.endsWith(".png") ? MimeTypeUtils.IMAGE_PNG : MimeTypeUtils.IMAGE_JPEG;
	}

}
