package dev.gai.braintrust.trace;

import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;

/**
 * The root of a trace, as far as it is known when the trace is named. Immutable.
 *
 * @param spanName name of the span as the application's instrumentation gave it, for
 * example {@code http get /support/{id}}
 * @param method method of an HTTP request, {@code GET} for example; {@code null} if it is
 * none
 * @param route route of an HTTP request, {@code /support/{id}} for example; {@code null}
 * if it is none or matched no route
 * @param job name of a batch job; {@code null} if it is none
 * @param bean simple name of the class whose method was run, by a schedule for example;
 * {@code null} if that is not known
 * @param beanMethod name of that method; {@code null} if that is not known
 * @param firstSpan name of the first span of this library in the trace,
 * {@code invoke_agent researcher} for example; {@code null} if there is none
 * @since 0.1.0
 */
@PublicApi
public record TraceRoot(String spanName, @Nullable String method, @Nullable String route, @Nullable String job,
		@Nullable String bean, @Nullable String beanMethod, @Nullable String firstSpan) {

}
