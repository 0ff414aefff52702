package dev.gai.braintrust.mcp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import dev.gai.braintrust.guard.Guard;
import io.micrometer.observation.ObservationRegistry;
import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpSyncClient;
import org.aopalliance.intercept.MethodInterceptor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Lets the MCP clients of the application say who calls: beans that are clients, and
 * lists of clients, as Spring AI makes one. Converters of the tool context are left
 * alone; Spring AI ignores them all where there are two.
 */
public final class McpClientPostProcessor implements BeanPostProcessor {

	private static final Log logger = LogFactory.getLog(McpClientPostProcessor.class);

	private final MethodInterceptor calls;

	/**
	 * Creates the post-processor. What is supplied is asked for when a call is made, so
	 * that no bean is created too early.
	 * @param trace writes the trace
	 * @param registry the registry with the current span
	 * @param personal looks for personal data; may supply null
	 */
	public McpClientPostProcessor(Supplier<@Nullable TraceMeta> trace, Supplier<@Nullable ObservationRegistry> registry,
			Supplier<@Nullable PersonalEntries> personal) {
		this.calls = new ClientCalls(trace, registry, personal);
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (isClient(bean)) {
			return traced(bean, beanName);
		}
		if (bean instanceof List<?> list && !list.isEmpty() && list.stream().allMatch((item) -> isClient(item))) {
			List<Object> traced = new ArrayList<>(list.size());
			list.forEach((client) -> traced.add(traced(client, beanName)));
			return traced;
		}
		return bean;
	}

	private static boolean isClient(@Nullable Object bean) {
		return bean instanceof McpSyncClient || bean instanceof McpAsyncClient;
	}

	private Object traced(Object client, String beanName) {
		if (AopUtils.isAopProxy(client)) {
			return client;
		}
		try {
			ProxyFactory factory = new ProxyFactory(client);
			factory.setProxyTargetClass(true);
			factory.addAdvice(this.calls);
			return factory.getProxy(client.getClass().getClassLoader());
		}
		catch (Throwable ex) {
			Guard.rethrowFatal(ex);
			logger.warn("Calls of MCP client '" + beanName + "' do not say who calls: " + client.getClass().getName()
					+ " cannot be advised");
			logger.debug("MCP client '" + beanName + "' cannot be advised", ex);
			return client;
		}
	}

}
