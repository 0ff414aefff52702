package dev.gai.braintrust.springai.http;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.springai.bean.ModelBean;
import okhttp3.OkHttpClient;

import org.springframework.ai.model.Model;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.util.ReflectionUtils;

/**
 * Looks at the exchanges of models that the application builds itself. Those that Spring
 * AI configures have a customizer for that. The classes of OpenAI's and Anthropic's
 * models are final, so that nothing else shows a stream that fails.
 *
 * @since 0.1.0
 */
public final class ModelClients implements BeanPostProcessor {

	private static final List<String> LIBRARIES = List.of("com.openai.", "com.anthropic.");

	private static final int MOST_LAYERS = 5;

	private static final ClassValue<List<Field>> LEADING_ON = new ClassValue<>() {

		@Override
		protected List<Field> computeValue(Class<?> type) {
			return leadingOn(type);
		}

	};

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
					() -> look(ModelBean.of(bean).target(), 0, Collections.newSetFromMap(new IdentityHashMap<>())));
		}
		return bean;
	}

	private void look(Object holder, int depth, Set<Object> seen) {
		if (depth > MOST_LAYERS || !seen.add(holder)) {
			return;
		}
		for (Field field : LEADING_ON.get(holder.getClass())) {
			Object held = ReflectionUtils.getField(field, holder);
			if (held instanceof OkHttpClient client) {
				watch(client, field, holder);
			}
			else if (held != null) {
				look(held, depth + 1, seen);
			}
		}
	}

	/** Whoever else uses the client of HTTP keeps it as it is. */
	private void watch(OkHttpClient client, Field field, Object holder) {
		if (client.interceptors().stream().noneMatch(ExchangeInterceptor.class::isInstance)) {
			ReflectionUtils.setField(field, holder, client.newBuilder().addInterceptor(this.interceptor.get()).build());
		}
	}

	private static List<Field> leadingOn(Class<?> type) {
		List<Field> fields = new ArrayList<>();
		if (isOf(type, List.of("org.springframework.ai.")) || isOf(type, LIBRARIES)) {
			for (Field field : type.getDeclaredFields()) {
				boolean client = field.getType() == OkHttpClient.class || isOf(field.getType(), LIBRARIES);
				boolean named = field.getName().toLowerCase(Locale.ROOT).contains("client");
				if (client && named && !Modifier.isStatic(field.getModifiers()) && field.trySetAccessible()) {
					fields.add(field);
				}
			}
		}
		return List.copyOf(fields);
	}

	private static boolean isOf(Class<?> type, List<String> packages) {
		return packages.stream().anyMatch(type.getName()::startsWith);
	}

}
