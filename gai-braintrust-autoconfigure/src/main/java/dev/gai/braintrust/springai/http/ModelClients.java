package dev.gai.braintrust.springai.http;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.guard.HeldObjects;
import dev.gai.braintrust.springai.bean.ModelBean;
import okhttp3.OkHttpClient;

import org.springframework.ai.model.Model;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Looks at the exchanges of models that the application builds itself. Those that Spring
 * AI configures have a customizer for that. The classes of OpenAI's and Anthropic's
 * models are final, so that nothing else shows a stream that fails.
 *
 * @since 0.1.0
 */
public final class ModelClients implements BeanPostProcessor {

	private static final List<String> LIBRARIES = List.of("com.openai.", "com.anthropic.");

	private static final HeldObjects HELD = new HeldObjects(
			(type) -> isOf(type, List.of("org.springframework.ai.")) || isOf(type, LIBRARIES), ModelClients::leadsOn,
			5);

	private final Supplier<ExchangeInterceptor> interceptor;

	/**
	 * Creates a post-processor.
	 * @param interceptor sees the exchanges; asked for at the first model
	 */
	public ModelClients(Supplier<ExchangeInterceptor> interceptor) {
		this.interceptor = interceptor;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof Model<?, ?>) {
			Guard.run("Exchanges of a model are not recorded",
					() -> HELD.walk(ModelBean.of(bean).target(), this::isWatched));
		}
		return bean;
	}

	/** Whoever else uses the client of HTTP keeps it as it is. */
	private boolean isWatched(Object held, HeldObjects.Place place) {
		if (held instanceof OkHttpClient client
				&& client.interceptors().stream().noneMatch(ExchangeInterceptor.class::isInstance)) {
			place.put(client.newBuilder().addInterceptor(this.interceptor.get()).build());
		}
		return held instanceof OkHttpClient;
	}

	private static boolean leadsOn(Field field) {
		boolean client = field.getType() == OkHttpClient.class || isOf(field.getType(), LIBRARIES);
		return client && field.getName().toLowerCase(Locale.ROOT).contains("client");
	}

	private static boolean isOf(Class<?> type, List<String> packages) {
		return packages.stream().anyMatch(type.getName()::startsWith);
	}

}
