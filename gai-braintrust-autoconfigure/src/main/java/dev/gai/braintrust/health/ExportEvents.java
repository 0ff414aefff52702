package dev.gai.braintrust.health;

import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.gai.braintrust.delivery.Answer;
import dev.gai.braintrust.delivery.ExportOutcomes;
import dev.gai.braintrust.delivery.ExportStatus;
import dev.gai.braintrust.delivery.RequestListener;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Tells once when requests have begun to fail, by the rules of health, and once when one
 * is accepted again. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class ExportEvents implements RequestListener {

	private final Supplier<ExportStatus> status;

	private final ExportTrouble trouble;

	private final Consumer<Object> publisher;

	private @Nullable Instant failedAt;

	/**
	 * Creates it.
	 * @param status supplies the status of the export; must not wait
	 * @param settings when requests are taken to fail
	 * @param publisher takes the events; must not wait
	 */
	public ExportEvents(Supplier<ExportStatus> status, HealthSettings settings, Consumer<Object> publisher) {
		this.status = status;
		this.trouble = new ExportTrouble(settings);
		this.publisher = publisher;
	}

	@Override
	public synchronized void requestEnded(Answer answer) {
		if (answer.isAccepted()) {
			recovered();
		}
		else if (this.failedAt == null) {
			failed(this.status.get());
		}
	}

	private void recovered() {
		Instant since = this.failedAt;
		if (since != null) {
			this.failedAt = null;
			this.publisher.accept(new ExportRecoveredEvent(this.status.get().endpoint(), since, Instant.now()));
		}
	}

	private void failed(ExportStatus now) {
		ExportOutcomes.Failure last = now.lastFailure();
		if (last != null && this.trouble.failing(now) != null) {
			this.failedAt = last.at();
			this.publisher.accept(new ExportFailedEvent(now.endpoint(), last.category().key(), last.status(),
					last.message(), now.consecutiveFailures(), last.at()));
		}
	}

}
