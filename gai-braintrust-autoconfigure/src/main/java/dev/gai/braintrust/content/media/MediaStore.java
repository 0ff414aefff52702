package dev.gai.braintrust.content.media;

import org.jspecify.annotations.Nullable;

/**
 * Takes images, sounds and files that are to be uploaded.
 *
 * @since 0.1.0
 */
public interface MediaStore {

	/** Takes nothing. */
	MediaStore NONE = new MediaStore() {

		@Override
		public @Nullable String reserve(String sha256, int size) {
			return null;
		}

		@Override
		public void upload(StoredMedia media) {
		}

	};

	/**
	 * Asks whether there is room. Does not wait.
	 * @param sha256 the SHA-256 of the bytes
	 * @param size the number of bytes
	 * @return the key under which they will be found, {@code null} if they are not taken
	 */
	@Nullable String reserve(String sha256, int size);

	/**
	 * Takes bytes for which there is room, now that their row is sent. Does not wait for
	 * the network.
	 * @param media the media
	 */
	void upload(StoredMedia media);

}
