package dev.gai.braintrust.springai.http;

import java.io.IOException;
import java.lang.ref.SoftReference;

import okhttp3.RequestBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * What was asked, as long as there is memory for it.
 */
final class AskedBody {

	private final SoftReference<@Nullable RequestBody> body;

	AskedBody(@Nullable RequestBody body) {
		this.body = new SoftReference<>(body);
	}

	/**
	 * Whether a question was asked.
	 * @param question the question as it stands in JSON
	 */
	boolean asks(String question) {
		RequestBody asked = this.body.get();
		if (asked == null || asked.isOneShot()) {
			return false;
		}
		Buffer buffer = new Buffer();
		try {
			asked.writeTo(buffer);
		}
		catch (IOException ex) {
			return false;
		}
		return buffer.readUtf8().contains(question);
	}

}
