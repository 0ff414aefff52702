package dev.gai.braintrust.autoconfigure.startup;

import dev.gai.braintrust.export.BraintrustSpanProcessor;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;

/**
 * Finds out whether spans can reach our processor. They do not where the application
 * traces with Brave, or with an {@code OpenTelemetry} of its own that was built without
 * the context's span processors.
 *
 * @since 0.1.0
 */
public final class TracerCheck {

	private static final String BRAVE = "io.micrometer.tracing.brave.";

	private static final String WHAT_TO_DO = "; register all beans of type SpanProcessor with it, or leave it to "
			+ "Spring Boot";

	private final BraintrustSpanProcessor processor;

	private final SingletonSupplier<String> problem;

	/**
	 * Creates a check that looks when it is first asked.
	 * @param processor our processor
	 * @param tracer the tracer in use
	 * @param openTelemetry the OpenTelemetry in use
	 */
	public TracerCheck(BraintrustSpanProcessor processor, ObjectProvider<Tracer> tracer,
			ObjectProvider<OpenTelemetry> openTelemetry) {
		this.processor = processor;
		this.problem = SingletonSupplier
			.ofNullable(() -> problem(processor, tracer.getIfUnique(), openTelemetry.getIfUnique()));
	}

	/**
	 * What keeps spans from coming.
	 * @return the problem, {@code null} if there is none or it cannot be seen from here
	 */
	public @Nullable String problem() {
		return this.problem.get();
	}

	/**
	 * Why no span has come by. Does not wait.
	 * @return the reason, {@code null} if one has come by
	 */
	public @Nullable String reasonForNoSpans() {
		if (this.processor.isUsed()) {
			return null;
		}
		String problem = problem();
		return (problem != null) ? problem : "No span has been started yet";
	}

	/**
	 * What keeps every span from coming. Does not wait.
	 * @return the problem, {@code null} if a span has come by or nothing is known to keep
	 * it
	 */
	public @Nullable String obstacle() {
		return this.processor.isUsed() ? null : problem();
	}

	private static @Nullable String problem(BraintrustSpanProcessor processor, @Nullable Tracer tracer,
			@Nullable OpenTelemetry openTelemetry) {
		if (tracer != null && tracer.getClass().getName().startsWith(BRAVE)) {
			return "The tracer in use is Brave's, which spring-boot-starter-zipkin brings, so spans do not reach "
					+ "Braintrust. Replace that starter by 'org.springframework.boot:spring-boot-zipkin' and "
					+ "'io.opentelemetry:opentelemetry-exporter-zipkin', which send to Zipkin with OpenTelemetry";
		}
		if (!(tracer instanceof OtelTracer)) {
			return "The tracer in use is " + ((tracer != null) ? tracer.getClass().getName() : "not unique or missing")
					+ " and not the OpenTelemetry tracer of Spring Boot, so spans do not reach Braintrust";
		}
		if (!(openTelemetry instanceof OpenTelemetrySdk sdk)) {
			return (openTelemetry != null) ? unknowing(openTelemetry) : null;
		}
		// A provider shows its processors nowhere else.
		return sdk.getSdkTracerProvider().toString().contains(processor.toString()) ? null : unknowing(sdk);
	}

	private static String unknowing(OpenTelemetry openTelemetry) {
		return "The tracer provider in use (of " + openTelemetry.getClass().getName()
				+ ") does not show Braintrust's span processor, so spans do not reach Braintrust" + WHAT_TO_DO;
	}

}
