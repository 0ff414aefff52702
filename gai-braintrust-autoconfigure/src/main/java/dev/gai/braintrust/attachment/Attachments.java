package dev.gai.braintrust.attachment;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import dev.gai.braintrust.api.BraintrustApi;
import dev.gai.braintrust.api.Organization;
import dev.gai.braintrust.content.media.InlineMedia;
import dev.gai.braintrust.content.media.MediaStore;
import dev.gai.braintrust.content.media.StoredMedia;
import dev.gai.braintrust.delivery.spool.PlannedSpool;
import dev.gai.braintrust.network.Network;
import dev.gai.braintrust.outbox.Outbox;
import dev.gai.braintrust.outbox.OutboxStatus;
import dev.gai.braintrust.outbox.SpanProgress;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Uploads the images, sounds and files of spans, each after its span. What is not
 * uploaded when the application ends is uploaded by the next start, where the log is on
 * disk. What there is no room for, or cannot be uploaded as things are, is not taken, and
 * described in the row instead. Thread-safe.
 *
 * @since 0.1.0
 */
public final class Attachments implements MediaStore, AutoCloseable {

	private static final JsonMapper json = new JsonMapper();

	/** Beside the bytes, in Base64. */
	private static final int OVERHEAD = 2048;

	private final RecentKeys keys = new RecentKeys();

	private final AtomicLong described = new AtomicLong();

	private final SignedUpload signed;

	private final AttachmentChannel channel;

	private final Outbox outbox;

	/**
	 * Creates a store.
	 * @param api the API
	 * @param organization whose attachments they are
	 * @param plainAllowed whether signed addresses may be ones of plain HTTP
	 * @param timeout how long an upload may take that has few bytes
	 * @param network the way to stores
	 * @param spool how they are kept
	 * @param progress how far spans have come
	 */
	public Attachments(BraintrustApi api, Organization organization, boolean plainAllowed, Duration timeout,
			Network network, PlannedSpool spool, SpanProgress progress) {
		this.signed = new SignedUpload(plainAllowed, timeout, network);
		this.channel = new AttachmentChannel(api, organization, this.signed, this.keys::forget);
		this.outbox = new Outbox("attachments", spool, progress, List.of(this.channel));
	}

	/**
	 * Opens the log if it is not open, and uploads what earlier processes have left in
	 * it.
	 */
	public void open() {
		this.outbox.open();
	}

	@Override
	public @Nullable String reserve(String sha256, int size) {
		// What has been uploaded takes up room until its segment is done with.
		long room = this.outbox.maxBytes() / 4 * 3 - this.outbox.bytes();
		boolean fits = size <= InlineMedia.LARGEST && size * 4L / 3 + OVERHEAD <= room;
		if (!this.keys.isTaken(sha256) && (!fits || this.channel.obstacle() != null)) {
			this.described.incrementAndGet();
			return null;
		}
		return this.keys.key(sha256);
	}

	@Override
	public void upload(StoredMedia media) {
		if (this.keys.isTaken(media.sha256())) {
			return;
		}
		ObjectNode content = json.createObjectNode();
		content.put("key", media.key()).put("filename", media.fileName()).put("content_type", media.type());
		content.put("data", Base64.getEncoder().encodeToString(media.bytes()));
		if (this.outbox.add(AttachmentChannel.NAME, media.traceId(), media.spanId(), content)) {
			this.keys.take(media.sha256(), media.key());
		}
	}

	/**
	 * What is known of the uploads, without waiting for anything.
	 * @return the status of this moment
	 */
	public OutboxStatus status() {
		return this.outbox.status();
	}

	/**
	 * How many were not taken, and are described in their rows.
	 * @return the number
	 */
	public long described() {
		return this.described.get();
	}

	/**
	 * What is wrong now.
	 * @return one sentence, {@code null} if nothing is
	 */
	public @Nullable String trouble() {
		return this.outbox.trouble();
	}

	/**
	 * Uploads what is ready as far as it gets within a time.
	 * @param timeout how long to wait
	 * @return whether nothing waits any more
	 */
	public boolean flush(Duration timeout) {
		return this.outbox.flush(timeout);
	}

	@Override
	public void close() {
		this.outbox.close();
		this.signed.close();
	}

}
