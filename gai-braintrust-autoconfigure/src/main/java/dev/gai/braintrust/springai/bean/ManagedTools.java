package dev.gai.braintrust.springai.bean;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.gai.braintrust.guard.Guard;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.model.tool.DefaultToolCallingManager;
import org.springframework.ai.model.tool.ToolCallingManager;
import org.springframework.ai.tool.execution.ToolExecutionExceptionProcessor;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Looks for managers of tools that were built by hand, as
 * {@code ToolCallingManager.builder().build()} does: in beans, in their fields, and in
 * the advisors of chat clients. What they lack is put in place: the registry of
 * observations, without which a tool has no span, and somebody who sees which tools fail.
 * There is no other way in than their fields; where those are closed, all is as it was.
 *
 * @since 0.1.0
 */
public final class ManagedTools {

	private static final int MOST_LAYERS = 4;

	private static final String PROXY = "$$SpringCGLIB$$";

	private static final Field[] NO_FIELDS = {};

	private static final String SPRING_AI = "org.springframework.ai.";

	/** Advisors are asked for at each call of a chat client. */
	private static final ClassValue<List<Field>> HOLDING = new ClassValue<>() {

		@Override
		protected List<Field> computeValue(Class<?> type) {
			return holding(type);
		}

	};

	private static final ClassValue<List<Field>> PARTS = new ClassValue<>() {

		@Override
		protected List<Field> computeValue(Class<?> manager) {
			return Stream.of(manager.getDeclaredFields())
				.filter((field) -> !Modifier.isStatic(field.getModifiers()))
				.toList();
		}

	};

	private final Supplier<@Nullable ObservationRegistry> registry;

	/**
	 * Creates one.
	 * @param registry the registry of the application, if there is one; asked for when a
	 * manager is found that has none
	 */
	public ManagedTools(Supplier<@Nullable ObservationRegistry> registry) {
		this.registry = registry;
	}

	/**
	 * Watches the managers that something is or has.
	 * @param holder a manager, or what may have one in a field
	 */
	public void watch(Object holder) {
		Guard.run("Failed tools are not marked", () -> look(holder, HOLDING::get, 0));
	}

	/**
	 * Watches the managers that a bean is or has. It is not asked about again: to
	 * remember its fields would take longer than to look at them.
	 * @param bean the bean
	 */
	void watchBean(Object bean) {
		Guard.run("Failed tools are not marked", () -> look(bean, ManagedTools::holding, 0));
	}

	/**
	 * A manager of the application's own hands on to another one.
	 */
	private void look(Object found, Function<Class<?>, List<Field>> holding, int depth) {
		Object singleton = AopProxyUtils.getSingletonTarget(found);
		Object holder = (singleton != null) ? singleton : found;
		if (holder instanceof DefaultToolCallingManager manager) {
			watchWithin(manager);
			return;
		}
		List<Field> fields = holding.apply(holder.getClass());
		for (int i = 0; i < fields.size() && depth < MOST_LAYERS; i++) {
			Object inner = ReflectionUtils.getField(fields.get(i), holder);
			if (inner != null) {
				look(inner, holding, depth + 1);
			}
		}
	}

	private static List<Field> holding(Class<?> holder) {
		try {
			return isOfOthers(holder.getName()) ? List.of() : managers(holder);
		}
		catch (Throwable ex) {
			Guard.rethrowFatal(ex);
			// Of a library whose own optional libraries are absent.
			return List.of();
		}
	}

	private static List<Field> managers(Class<?> holder) {
		// Those run no tools, and some share one manager among all applications.
		if (ChatModel.class.isAssignableFrom(holder) && holder.getName().startsWith(SPRING_AI)) {
			return List.of();
		}
		List<Field> fields = new ArrayList<>();
		for (Class<?> type = holder; type != null && !isOfOthers(type.getName()); type = type.getSuperclass()) {
			// What a proxy has of its own is none of the application's.
			for (Field field : type.getName().contains(PROXY) ? NO_FIELDS : type.getDeclaredFields()) {
				if (ToolCallingManager.class.isAssignableFrom(field.getType())
						&& !Modifier.isStatic(field.getModifiers()) && field.trySetAccessible()) {
					fields.add(field);
				}
			}
		}
		return List.copyOf(fields);
	}

	private static boolean isOfOthers(String type) {
		return type.startsWith("java.") || (type.startsWith("org.springframework.") && !type.startsWith(SPRING_AI));
	}

	private void watchWithin(DefaultToolCallingManager manager) {
		for (Field field : PARTS.get(DefaultToolCallingManager.class)) {
			Guard.run("Tools are not traced", () -> complete(manager, field));
		}
	}

	private void complete(DefaultToolCallingManager manager, Field field) {
		if (field.getType() == ObservationRegistry.class) {
			ReflectionUtils.makeAccessible(field);
			if (ReflectionUtils.getField(field, manager) instanceof ObservationRegistry present && present.isNoop()) {
				ObservationRegistry own = this.registry.get();
				if (own != null) {
					ReflectionUtils.setField(field, manager, own);
				}
			}
		}
		else if (field.getType() == ToolExecutionExceptionProcessor.class) {
			ReflectionUtils.makeAccessible(field);
			if (ReflectionUtils.getField(field, manager) instanceof ToolExecutionExceptionProcessor processor
					&& !(processor instanceof WatchedToolErrors) && !AopUtils.isAopProxy(processor)) {
				ReflectionUtils.setField(field, manager, new WatchedToolErrors(processor));
			}
		}
	}

}
