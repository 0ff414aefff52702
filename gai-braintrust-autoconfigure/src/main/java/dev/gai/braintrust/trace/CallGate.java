package dev.gai.braintrust.trace;

import java.util.List;

import dev.gai.braintrust.cost.budget.BudgetExceededException;
import dev.gai.braintrust.guard.Guard;

/**
 * Decides whether a call of a model may be made. Asked before each, on the thread of the
 * caller, so it must be quick and must not wait. Beans of this type are all asked.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface CallGate {

	/**
	 * Lets a call pass, or refuses it.
	 * @param request what is known of the call: provider, model and labels are set
	 * @throws BudgetExceededException if it must not be made
	 */
	void check(SpanRecord request);

	/**
	 * All of several gates. One that fails lets the call pass, since this library does
	 * not break what it watches.
	 * @param gates the gates
	 * @return one gate
	 */
	static CallGate guarded(List<CallGate> gates) {
		List<CallGate> all = List.copyOf(gates);
		return (request) -> {
			for (CallGate gate : all) {
				try {
					gate.check(request);
				}
				catch (BudgetExceededException ex) {
					throw ex;
				}
				catch (Throwable ex) {
					Guard.report("A call could not be checked by", gate, ex);
				}
			}
		};
	}

}
