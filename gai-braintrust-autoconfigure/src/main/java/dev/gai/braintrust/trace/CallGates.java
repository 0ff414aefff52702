package dev.gai.braintrust.trace;

import java.util.List;

import dev.gai.braintrust.cost.budget.BudgetExceededException;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.trace.record.CompletedCalls;
import dev.gai.braintrust.trace.record.SpanRecord;
import dev.gai.braintrust.usage.CallLabels;

/**
 * Asks all gates. One that fails lets the call pass, since this library does not break
 * what it watches.
 */
final class CallGates {

	private final List<CallGate> gates;

	CallGates(List<CallGate> gates) {
		// What is known of a call costs something to put together.
		this.gates = gates.stream().filter((gate) -> gate != CallGate.OPEN).toList();
	}

	/**
	 * Lets a call pass, or refuses it.
	 * @param request what is known of the call: provider, model and labels are set
	 * @throws BudgetExceededException if it must not be made
	 */
	void check(SpanRecord request) {
		if (this.gates.isEmpty()) {
			return;
		}
		CallLabels labels = Guard.get("A call could not be checked", null, () -> CompletedCalls.labels(request));
		if (labels == null) {
			return;
		}
		for (CallGate gate : this.gates) {
			try {
				((gate instanceof PurposeGate chooser) ? chooser.of(request.labels().purpose()) : gate).check(labels);
			}
			catch (BudgetExceededException ex) {
				throw ex;
			}
			catch (Throwable ex) {
				Guard.report("A call could not be checked by", gate, ex);
			}
		}
	}

}
