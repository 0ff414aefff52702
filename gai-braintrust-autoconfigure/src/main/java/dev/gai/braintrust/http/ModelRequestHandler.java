package dev.gai.braintrust.http;

import java.net.URI;
import java.util.function.Supplier;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.request.server.ServerAddress;
import dev.gai.braintrust.trace.GenAiTracer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.observation.ClientRequestObservationContext;
import org.springframework.util.ClassUtils;
import org.springframework.web.reactive.function.client.ClientRequest;

/**
 * Tells the call of a model where the requests go that {@code RestClient},
 * {@code RestTemplate} and {@code WebClient} make within it. Nothing else of a request is
 * looked at. Thread-safe.
 *
 * @since 0.1.0
 */
public final class ModelRequestHandler implements ObservationHandler<Observation.Context> {

	private static final boolean BLOCKING = isPresent(
			"org.springframework.http.client.observation.ClientRequestObservationContext");

	private static final boolean REACTIVE = isPresent(
			"org.springframework.web.reactive.function.client.ClientRequestObservationContext");

	private final Supplier<@Nullable GenAiTracer> tracer;

	/**
	 * Creates a handler.
	 * @param tracer knows the calls; asked for when the first request comes
	 */
	public ModelRequestHandler(Supplier<@Nullable GenAiTracer> tracer) {
		this.tracer = tracer;
	}

	private static boolean isPresent(String type) {
		return ClassUtils.isPresent(type, ModelRequestHandler.class.getClassLoader());
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return (BLOCKING && Blocking.isOne(context)) || (REACTIVE && Reactive.isOne(context));
	}

	@Override
	public void onStop(Observation.Context context) {
		Guard.run("The host of a model is not known", () -> {
			ServerAddress server = ServerAddress.of(address(context));
			GenAiTracer available = (server != null && context.getParentObservation() != null) ? this.tracer.get()
					: null;
			if (server != null && available != null) {
				available.starter().requested(context.getParentObservation(), server);
			}
		});
	}

	private static @Nullable URI address(Observation.Context context) {
		return (BLOCKING && Blocking.isOne(context)) ? Blocking.address(context) : Reactive.address(context);
	}

	/** Loading this class needs {@code spring-web}. */
	private static final class Blocking {

		static boolean isOne(Observation.Context context) {
			return context instanceof ClientRequestObservationContext;
		}

		static @Nullable URI address(Observation.Context context) {
			ClientHttpRequest request = ((ClientRequestObservationContext) context).getCarrier();
			return (request != null) ? request.getURI() : null;
		}

	}

	/** Loading this class needs {@code spring-webflux}. */
	private static final class Reactive {

		static boolean isOne(Observation.Context context) {
			return context instanceof org.springframework.web.reactive.function.client.ClientRequestObservationContext;
		}

		static @Nullable URI address(Observation.Context context) {
			ClientRequest request = ((org.springframework.web.reactive.function.client.ClientRequestObservationContext) context)
				.getRequest();
			return (request != null) ? request.url() : null;
		}

	}

}
