package dev.gai.braintrust.attachment;

import dev.gai.braintrust.content.media.MediaStore;
import dev.gai.braintrust.content.media.StoredMedia;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a store that is made after those who use it. Until then nothing is taken.
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class LateStore implements MediaStore, AutoCloseable {

	private volatile MediaStore store = MediaStore.NONE;

	/**
	 * Creates a stand-in.
	 */
	public LateStore() {
		// Nothing to set, but the constructor of a public class wants a comment.
	}

	/**
	 * Names the store.
	 * @param store takes everything from now on
	 */
	public void use(MediaStore store) {
		this.store = store;
	}

	@Override
	public @Nullable String reserve(String sha256, int size) {
		return this.store.reserve(sha256, size);
	}

	@Override
	public void upload(StoredMedia media) {
		this.store.upload(media);
	}

	/**
	 * Closes the store. From now on nothing is taken.
	 */
	@Override
	public void close() {
		MediaStore closed = this.store;
		this.store = MediaStore.NONE;
		if (closed instanceof Attachments attachments) {
			attachments.close();
		}
	}

}
