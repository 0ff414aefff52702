package dev.gai.braintrust.response.ending;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import dev.gai.braintrust.error.AnsweredErrorException;
import dev.gai.braintrust.response.usage.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Answers of models of images that hold no image and say why, which the providers do not
 * call an error: Black Forest Labs' and Stability's, the latter's on Bedrock as well.
 */
final class ImageErrors {

	/** One of which each of these answers has. */
	static final Set<String> MARKS = Set.of("result", "finish_reasons", "artifacts");

	/** All that an answer of Black Forest Labs has. */
	private static final Set<String> OF_FLUX = Set.of("id", "status", "result", "progress", "details", "preview");

	private static final Set<String> OF_BEDROCK = Set.of("seeds", "finish_reasons", "images");

	private ImageErrors() {
	}

	static @Nullable AnsweredErrorException in(JsonValue document) {
		AnsweredErrorException error = ofFlux(document);
		error = (error != null) ? error : ofBedrock(document);
		return (error != null) ? error : ofArtifacts(document.get("artifacts").items());
	}

	private static @Nullable AnsweredErrorException ofFlux(JsonValue document) {
		String status = document.get("status").label();
		boolean flux = document.get("id").label() != null && ErrorFields.isBlank(document.get("result"))
				&& OF_FLUX.containsAll(document.names());
		return (flux && status != null) ? switch (status.toLowerCase(Locale.ROOT)) {
			case "content moderated", "request moderated" -> BareErrors.error("content_filter", status);
			case "task not found" -> BareErrors.error("not_found", status);
			case "error" -> BareErrors.error("error", status);
			default -> null;
		} : null;
	}

	private static @Nullable AnsweredErrorException ofBedrock(JsonValue document) {
		List<JsonValue> reasons = document.get("finish_reasons").items();
		if (reasons.isEmpty() || !document.get("images").items().isEmpty()
				|| !OF_BEDROCK.containsAll(document.names())) {
			return null;
		}
		String reason = reasons.get(0).label();
		return (reason == null) ? null
				: BareErrors.error(reason.startsWith("Filter") ? "content_filter" : "error", reason);
	}

	/** An image that was filtered beside others is none of these. */
	private static @Nullable AnsweredErrorException ofArtifacts(List<JsonValue> artifacts) {
		String reason = null;
		for (JsonValue artifact : artifacts) {
			reason = artifact.get("finishReason").label();
			if (!"CONTENT_FILTERED".equals(reason) && !"ERROR".equals(reason)) {
				return null;
			}
		}
		return (reason != null) ? BareErrors.error(reason.equals("ERROR") ? "error" : "content_filter", reason) : null;
	}

}
