package dev.gai.braintrust.delivery;

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where spans go.
 *
 * @param tracesUrl address of the OTLP/HTTP traces endpoint
 * @param authorization value of the {@code Authorization} header; never shown
 * @param parent the Braintrust object that spans belong to, for example
 * {@code project_name:demo}
 * @since 0.1.0
 */
public record Destination(URI tracesUrl, @Nullable String authorization, String parent) {

	/**
	 * Value of the {@code x-bt-parent} header. Every span carries its parent as well, so
	 * nothing is missing where the header cannot be sent.
	 * @param frames the spans of the request
	 * @return the parent of all of them, {@code null} if they differ or it is not
	 * printable ASCII
	 */
	@Nullable String parentHeader(List<Frame> frames) {
		String common = FrameParents.common(frames, this.parent);
		if (common == null || common.isBlank()) {
			return null;
		}
		return common.chars().allMatch((character) -> character >= 0x20 && character < 0x7F) ? common : null;
	}

	/**
	 * Does not show the authorization.
	 */
	@Override
	public String toString() {
		return this.tracesUrl + " (" + this.parent + ")";
	}

}
