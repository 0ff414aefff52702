package dev.gai.braintrust.aspect;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AdvisedSupport;
import org.springframework.aop.interceptor.AsyncExecutionInterceptor;

/**
 * Where the tracing stands among the advisors that a proxy has already.
 */
final class AdvisorPlaces {

	private AdvisorPlaces() {
	}

	/**
	 * A span belongs to the thread that does the work, so that {@code @Async} is around
	 * it and not the other way round.
	 */
	static void moveInsideOfAsync(Advisor own, Advised existing) {
		int place = existing.indexOf(own);
		Advisor[] advisors = existing.getAdvisors();
		for (int i = advisors.length - 1; place >= 0 && i > place; i--) {
			if (advisors[i].getAdvice() instanceof AsyncExecutionInterceptor) {
				existing.removeAdvisor(place);
				existing.addAdvisor(i, own);
				return;
			}
		}
	}

	/**
	 * Puts the tracing of a method next to it. Where there is no target, what does its
	 * work is the last advice.
	 */
	static void addInside(Advisor own, @Nullable Advisor inside, Advised existing) {
		if (inside != null && existing.indexOf(own) >= 0 && existing.indexOf(inside) < 0) {
			int count = existing.getAdvisorCount();
			boolean hasTarget = existing.getTargetSource() != AdvisedSupport.EMPTY_TARGET_SOURCE;
			existing.addAdvisor(hasTarget ? count : Math.max(count - 1, existing.indexOf(own) + 1), inside);
		}
	}

}
