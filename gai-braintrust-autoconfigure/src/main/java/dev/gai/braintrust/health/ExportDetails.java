package dev.gai.braintrust.health;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.gai.braintrust.delivery.ExportOutcomes;
import dev.gai.braintrust.delivery.ExportStatus;

/**
 * The figures of the export under the names in which operators see them.
 */
final class ExportDetails {

	private ExportDetails() {
	}

	/**
	 * Names the figures. A time of something that has not happened is left out.
	 * @param status the figures
	 * @return the details in their order
	 */
	static Map<String, Object> of(ExportStatus status) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("endpoint", status.endpoint());
		details.put("parent", status.parent());
		details.put("exported", status.counts().delivered());
		details.put("failed", status.failedRequests());
		Map<String, Long> dropped = new LinkedHashMap<>();
		status.counts().dropped().forEach((reason, count) -> dropped.put(reason.key(), count));
		details.put("dropped", dropped);
		details.put("queued", status.counts().queued() + status.counts().logged());
		details.put("spooledBytes", status.logBytes());
		details.put("oldestUnsentSeconds", status.oldestUnsent().toSeconds());
		details.put("consecutiveFailures", status.consecutiveFailures());
		if (status.lastSuccess() != null) {
			details.put("lastSuccess", status.lastSuccess());
		}
		ExportOutcomes.Failure failure = status.lastFailure();
		if (failure != null) {
			Map<String, Object> last = new LinkedHashMap<>();
			last.put("category", failure.category().key());
			last.put("status", failure.status());
			last.put("message", failure.message());
			last.put("at", failure.at());
			details.put("lastFailure", last);
		}
		return details;
	}

}
