package dev.gai.braintrust.completion;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter.DataWithMediaType;

/**
 * Lets one emitter send through another. Spring has no public way to say where an emitter
 * sends to, so that its own is used.
 */
final class SentThrough implements InvocationHandler {

	private static final Class<?> HANDLER = ClassUtils
		.resolveClassName(ResponseBodyEmitter.class.getName() + "$Handler", ResponseBodyEmitter.class.getClassLoader());

	private final ResponseBodyEmitter target;

	private SentThrough(ResponseBodyEmitter target) {
		this.target = target;
	}

	/**
	 * From now on, what is sent with the source is sent with the target, as is what has
	 * been sent before; callbacks of the source are told what becomes of the target.
	 */
	static void connect(ResponseBodyEmitter source, ResponseBodyEmitter target) {
		Object handler = Proxy.newProxyInstance(HANDLER.getClassLoader(), new Class<?>[] { HANDLER },
				new SentThrough(target));
		invoke(source, method(ResponseBodyEmitter.class, "initialize", HANDLER), handler);
	}

	/**
	 * Lets the source say what the response looks like.
	 */
	static void extend(ResponseBodyEmitter source, ServerHttpResponse response) {
		invoke(source, method(source.getClass(), "extendResponse", ServerHttpResponse.class), response);
	}

	private static Method method(Class<?> type, String name, Class<?> parameter) {
		Method method = ReflectionUtils.findMethod(type, name, parameter);
		if (method == null) {
			throw new IllegalStateException("No method " + name);
		}
		ReflectionUtils.makeAccessible(method);
		return method;
	}

	private static void invoke(Object target, Method method, Object argument) {
		try {
			method.invoke(target, argument);
		}
		catch (InvocationTargetException ex) {
			ReflectionUtils.rethrowRuntimeException(ex.getTargetException());
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	@SuppressWarnings("unchecked") // as the interface declares it
	public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
		Object first = (arguments != null) ? arguments[0] : this;
		switch (method.getName()) {
			case "send" -> {
				if (arguments != null && arguments.length == 2) {
					this.target.send(first, (MediaType) arguments[1]);
				}
				else {
					this.target.send((Set<DataWithMediaType>) first);
				}
			}
			case "complete" -> this.target.complete();
			case "completeWithError" -> this.target.completeWithError((Throwable) first);
			case "onTimeout" -> this.target.onTimeout((Runnable) first);
			case "onError" -> this.target.onError((Consumer<Throwable>) first);
			case "onCompletion" -> this.target.onCompletion((Runnable) first);
			case "hashCode" -> {
				return System.identityHashCode(proxy);
			}
			case "equals" -> {
				return proxy == first;
			}
			case "toString" -> {
				return "sent through " + this.target;
			}
			default -> throw new UnsupportedOperationException(method.getName());
		}
		return null;
	}

}
