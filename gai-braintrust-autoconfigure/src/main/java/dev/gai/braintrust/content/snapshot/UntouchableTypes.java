package dev.gai.braintrust.content.snapshot;

import java.security.Key;
import java.security.Principal;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.BaseStream;

import org.jspecify.annotations.Nullable;

/**
 * Types whose values must not be looked into: reading them would consume a stream, wait
 * for a result, load from a database, open a resource or run somebody's code. Those of
 * libraries that may be absent are known by name.
 */
final class UntouchableTypes {

	private static final List<Class<?>> TYPES = List.of(BaseStream.class, Iterator.class, Enumeration.class,
			Iterable.class, Future.class, CompletionStage.class, Flow.Publisher.class, Supplier.class, Callable.class,
			Runnable.class, Executor.class, Lock.class, ReadWriteLock.class, ClassLoader.class, ThreadLocal.class,
			Principal.class, Key.class);

	private static final Set<String> NAMES = Set.of("org.reactivestreams.Publisher", "kotlin.sequences.Sequence",
			"org.hibernate.proxy.HibernateProxy", "org.eclipse.persistence.indirection.IndirectContainer",
			"org.hibernate.collection.spi.PersistentCollection", "org.springframework.data.domain.Unpaged",
			"org.springframework.core.io.InputStreamSource", "org.springframework.beans.factory.BeanFactory",
			"org.springframework.core.env.PropertyResolver");

	private static final List<String> PREFIXES = List.of("jakarta.servlet.", "javax.servlet.",
			"org.springframework.http.server.", "org.springframework.web.server.",
			"org.springframework.web.context.request.", "kotlinx.coroutines.");

	private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

	private UntouchableTypes() {
	}

	/**
	 * Asked before a value may be iterated: a lazily loaded collection is a collection
	 * too.
	 */
	static boolean isUntouchableByName(@Nullable Class<?> type) {
		if (type == null) {
			return false;
		}
		if (NAMES.contains(type.getName()) || startsWithAny(type, PREFIXES)) {
			return true;
		}
		for (Class<?> parent : type.getInterfaces()) {
			if (isUntouchableByName(parent)) {
				return true;
			}
		}
		return isUntouchableByName(type.getSuperclass());
	}

	/**
	 * Asked when nothing else fits. What the JDK has and we do not know is machinery, not
	 * content.
	 */
	static boolean isUntouchable(Class<?> type) {
		if (type.isHidden() || startsWithAny(type, JDK)) {
			return true;
		}
		if (AutoCloseable.class.isAssignableFrom(type) && !type.isRecord()) {
			return true;
		}
		for (Class<?> untouchable : TYPES) {
			if (untouchable.isAssignableFrom(type)) {
				return true;
			}
		}
		return false;
	}

	static boolean isNamed(Class<?> type, String name) {
		for (Class<?> each = type; each != null; each = each.getSuperclass()) {
			if (each.getName().equals(name)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The class of a lambda or a proxy has a made-up name; its interface says more.
	 */
	static String marker(Class<?> type) {
		boolean madeUp = type.isHidden() || java.lang.reflect.Proxy.isProxyClass(type);
		Class<?>[] interfaces = type.getInterfaces();
		return "<" + (madeUp && interfaces.length > 0 ? interfaces[0] : type).getName() + ">";
	}

	private static boolean startsWithAny(Class<?> type, List<String> prefixes) {
		for (String prefix : prefixes) {
			if (type.getName().startsWith(prefix)) {
				return true;
			}
		}
		return false;
	}

}
