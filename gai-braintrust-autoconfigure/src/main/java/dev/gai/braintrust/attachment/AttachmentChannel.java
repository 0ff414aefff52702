package dev.gai.braintrust.attachment;

import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.gai.braintrust.api.BraintrustApi;
import dev.gai.braintrust.api.BraintrustApiException;
import dev.gai.braintrust.api.Organization;
import dev.gai.braintrust.delivery.FailureCategory;
import dev.gai.braintrust.outbox.OutboxChannel;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Uploads attachments: asks for a signed address, puts the bytes there, and says how that
 * went. The key of an attachment is made here, so uploading it again does no harm.
 */
final class AttachmentChannel implements OutboxChannel {

	static final String NAME = "attachment";

	private static final int MOST_ATTEMPTS = 8;

	private static final long SHORTEST_TRIAL_NANOS = 600_000_000_000L;

	private static final int MOST_REMEMBERED = 1000;

	private final BraintrustApi api;

	private final Organization organization;

	private final SignedUpload signed;

	private final Consumer<String> lost;

	/** Of those that a store has not taken yet. */
	private final Map<String, Trial> trials = new HashMap<>();

	private volatile @Nullable String obstacle;

	/**
	 * Creates a channel.
	 * @param api the API
	 * @param organization whose attachments they are
	 * @param signed puts the bytes
	 * @param lost told the key of one that is given up
	 */
	AttachmentChannel(BraintrustApi api, Organization organization, SignedUpload signed, Consumer<String> lost) {
		this.api = api;
		this.organization = organization;
		this.signed = signed;
		this.lost = lost;
	}

	/**
	 * Why uploads cannot work until something is changed.
	 * @return the reason, {@code null} if nothing is known to be wrong
	 */
	@Nullable String obstacle() {
		return this.obstacle;
	}

	@Override
	public String name() {
		return NAME;
	}

	/** One is a request of its own; several would be refused together. */
	@Override
	public void send(List<ObjectNode> contents) throws InterruptedException {
		for (ObjectNode content : contents) {
			try {
				send(content);
				this.obstacle = null;
			}
			catch (BraintrustApiException ex) {
				if (ex.category().isRefusal()) {
					this.lost.accept(content.path("key").asString(""));
				}
				else if (!ex.isTransient()) {
					this.obstacle = ex.getMessage();
				}
				throw ex;
			}
		}
	}

	private void send(ObjectNode content) throws InterruptedException {
		String key = content.path("key").asString("");
		String type = content.path("content_type").asString("");
		String organization = this.organization.id();
		Map<String, Object> request = new LinkedHashMap<>();
		request.put("key", key);
		request.put("filename", content.path("filename").asString(""));
		request.put("content_type", type);
		if (organization != null) {
			request.put("org_id", organization);
		}
		JsonNode answer = this.api.post("/attachment", request);
		String address = answer.path("signedUrl").asString("");
		if (address.isEmpty()) {
			throw new BraintrustApiException(FailureCategory.WRONG_ENDPOINT, 200,
					"POST /attachment: the answer has no signed address", null);
		}
		try {
			this.signed.put(address, headers(answer.path("headers")), type, bytes(content));
			this.trials.remove(key);
		}
		catch (BraintrustApiException ex) {
			throw judged(ex, key, organization);
		}
		tell(key, organization, Map.of("upload_status", "done"));
	}

	private static byte[] bytes(ObjectNode content) {
		return Base64.getDecoder().decode(content.path("data").asString(""));
	}

	private static Map<String, String> headers(JsonNode headers) {
		Map<String, String> copy = new LinkedHashMap<>();
		for (Map.Entry<String, JsonNode> header : headers.properties()) {
			if (header.getValue().isString() && copy.size() < 32) {
				copy.put(header.getKey(), header.getValue().asString());
			}
		}
		return copy;
	}

	/**
	 * A store that answers, but never takes one object, must not hold up the others.
	 */
	private BraintrustApiException judged(BraintrustApiException ex, String key, @Nullable String organization)
			throws InterruptedException {
		if (this.trials.size() > MOST_REMEMBERED) {
			this.trials.clear();
		}
		Trial trial = this.trials.merge(key, new Trial(1, System.nanoTime()), Trial::again);
		boolean tried = trial.attempts() >= MOST_ATTEMPTS
				&& System.nanoTime() - trial.sinceNanos() > SHORTEST_TRIAL_NANOS && ex.httpStatus() != 0;
		if (ex.isTransient() && !tried) {
			return ex;
		}
		this.trials.remove(key);
		try {
			tell(key, organization, Map.of("upload_status", "error", "error_message", String.valueOf(ex.getMessage())));
		}
		catch (BraintrustApiException again) {
			// It is given up anyway.
		}
		return ex.category() == FailureCategory.WRONG_ENDPOINT ? ex : new BraintrustApiException(
				FailureCategory.REJECTED, ex.httpStatus(), String.valueOf(ex.getMessage()), null);
	}

	private void tell(String key, @Nullable String organization, Map<String, String> status)
			throws InterruptedException {
		Map<String, Object> request = new LinkedHashMap<>();
		request.put("key", key);
		if (organization != null) {
			request.put("org_id", organization);
		}
		request.put("status", status);
		try {
			this.api.postForAny("/attachment/status", request);
		}
		catch (BraintrustApiException ex) {
			if (ex.isTransient()) {
				throw ex;
			}
			// The bytes are where they belong; an answer without JSON is one, too.
		}
	}

	/**
	 * How often a store was asked to take something.
	 *
	 * @param attempts how often
	 * @param sinceNanos since when
	 */
	private record Trial(int attempts, long sinceNanos) {

		Trial again(Trial next) {
			return new Trial(this.attempts + 1, this.sinceNanos);
		}

	}

}
