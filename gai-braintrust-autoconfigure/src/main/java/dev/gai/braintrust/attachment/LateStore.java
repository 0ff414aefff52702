package dev.gai.braintrust.attachment;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.gai.braintrust.content.media.MediaStore;
import dev.gai.braintrust.content.media.StoredMedia;
import dev.gai.braintrust.guard.Guard;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a store that is made after those who use it. Until then nothing is taken.
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class LateStore implements MediaStore, AutoCloseable {

	private volatile MediaStore store = MediaStore.NONE;

	private final List<MediaStore> copies = new CopyOnWriteArrayList<>();

	/**
	 * Creates a stand-in.
	 */
	public LateStore() {
	}

	/**
	 * Names the store.
	 * @param store takes everything from now on
	 */
	public void use(MediaStore store) {
		this.store = store;
	}

	/**
	 * Names another store that is given what this one is given.
	 * @param store is not asked whether it has room
	 */
	public void copyTo(MediaStore store) {
		this.copies.add(store);
	}

	@Override
	public @Nullable String reserve(String sha256, int size) {
		return this.store.reserve(sha256, size);
	}

	@Override
	public void upload(StoredMedia media) {
		this.store.upload(media);
		Guard.each("An attachment cannot be given to", this.copies, (copy) -> copy.upload(media));
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
