package dev.gai.braintrust.springai.bean;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.springframework.ai.chat.client.advisor.api.Advisor;
import org.springframework.ai.chat.client.observation.ChatClientObservationContext;

/**
 * Sees the tools that fail below a chat client. One that was made by hand has made its
 * own manager, and an advisor that runs tools may be no bean either.
 *
 * @since 0.1.0
 */
public final class AdvisedTools implements ObservationHandler<ChatClientObservationContext> {

	private final ManagedTools managers;

	/**
	 * Creates a handler.
	 * @param managers watches the managers of the advisors
	 */
	public AdvisedTools(ManagedTools managers) {
		this.managers = managers;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ChatClientObservationContext;
	}

	@Override
	public void onStart(ChatClientObservationContext context) {
		for (Advisor advisor : context.getAdvisors()) {
			this.managers.watch(advisor);
		}
	}

}
