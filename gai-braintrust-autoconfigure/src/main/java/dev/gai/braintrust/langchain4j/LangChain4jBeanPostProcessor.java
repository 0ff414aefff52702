package dev.gai.braintrust.langchain4j;

import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.langchain4j.http.ModelClients;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.service.tool.ToolProvider;
import org.aopalliance.intercept.MethodInterceptor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopConfigException;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.util.ReflectionUtils;

/**
 * Puts tracing around beans that are LangChain4j's models, content retrievers or AI
 * services, and around the tools of those. A bean keeps its type; one whose class does
 * not allow that is left alone.
 *
 * @since 0.1.0
 */
public final class LangChain4jBeanPostProcessor implements BeanPostProcessor, Ordered {

	private static final Log logger = LogFactory.getLog(LangChain4jBeanPostProcessor.class);

	private final Supplier<@Nullable GenAiTracer> tracer;

	private final ToolTracing tools;

	/**
	 * Creates a post-processor.
	 * @param tracer supplies the tracer; asked at the first traced call, since
	 * post-processors are made before other beans
	 * @param advice puts the tracing of annotated methods around an object with tools
	 * that is no proxy; returns the object itself where it cannot
	 */
	public LangChain4jBeanPostProcessor(Supplier<@Nullable GenAiTracer> tracer, UnaryOperator<Object> advice) {
		this.tracer = () -> ifPossible(tracer);
		this.tools = new ToolTracing(this.tracer, advice);
	}

	/**
	 * There is no tracer while it is being made, and none where it cannot be.
	 */
	private static @Nullable GenAiTracer ifPossible(Supplier<@Nullable GenAiTracer> tracer) {
		return Guard.get("Calls of LangChain4j are not traced", null, tracer::get);
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof Advised proxy && !proxy.getTargetSource().isStatic()) {
			// A proxy of a scoped bean: the bean itself comes by, too.
			return bean;
		}
		Object singleton = AopProxyUtils.getSingletonTarget(bean);
		Object target = (singleton != null) ? singleton : bean;
		MethodInterceptor tracing = tracingOf(target);
		if (tracing == null) {
			return bean;
		}
		try {
			return around(bean, target, tracing);
		}
		catch (Throwable ex) {
			Guard.rethrowFatal(ex);
			if (!tracesItself(target)) {
				boolean model = target instanceof ChatModel || target instanceof StreamingChatModel;
				logger.warn("Calls of bean '" + beanName + "' are not traced: " + target.getClass().getName()
						+ " cannot be advised" + (model ? "; build it with .listeners(…) and the bean of type "
								+ TracingChatModelListener.class.getName() : ""));
			}
			logger.debug("Bean '" + beanName + "' cannot be advised", ex);
			return bean;
		}
	}

	private @Nullable MethodInterceptor tracingOf(Object target) {
		if (isAiService(target)) {
			AiServiceTools.trace(target, this.tools);
			return new AiServiceInterceptor(target, this.tracer);
		}
		if (target instanceof ChatModel || target instanceof StreamingChatModel) {
			ModelClients.watch(target);
			return new ChatModelInterceptor(this.tracer);
		}
		if (target instanceof EmbeddingModel) {
			return new EmbeddingModelInterceptor(this.tracer);
		}
		if (target instanceof ContentRetriever) {
			return new ContentRetrieverInterceptor(this.tracer, target.getClass().getSimpleName());
		}
		return (target instanceof ToolProvider) ? new ToolProviderInterceptor(this.tools) : null;
	}

	/**
	 * Whether a model was built with our listener.
	 */
	private static boolean tracesItself(Object target) {
		List<ChatModelListener> listeners = (target instanceof ChatModel model) ? model.listeners()
				: (target instanceof StreamingChatModel streaming) ? streaming.listeners() : List.of();
		return listeners != null && listeners.stream().anyMatch(TracingChatModelListener.class::isInstance);
	}

	private static Object around(Object bean, Object target, MethodInterceptor tracing) {
		if (bean instanceof Advised advised && !advised.isFrozen()) {
			advised.addAdvice(tracing);
			return bean;
		}
		ProxyFactory factory = new ProxyFactory(bean);
		if (!Proxy.isProxyClass(bean.getClass())) {
			if (!keepsItsTypeAsSubclass(target.getClass())) {
				throw new AopConfigException("Not made to be extended");
			}
			factory.setProxyTargetClass(true);
		}
		factory.addAdvice(tracing);
		return factory.getProxy(target.getClass().getClassLoader());
	}

	/**
	 * A final method would run on the subclass, whose fields are empty.
	 */
	private static boolean keepsItsTypeAsSubclass(Class<?> type) {
		if (Modifier.isFinal(type.getModifiers()) || type.isHidden()) {
			return false;
		}
		for (var method : ReflectionUtils.getUniqueDeclaredMethods(type)) {
			int modifiers = method.getModifiers();
			boolean called = !Modifier.isPrivate(modifiers) && !Modifier.isStatic(modifiers)
					&& method.getDeclaringClass() != Object.class;
			if (called && Modifier.isFinal(modifiers)) {
				return false;
			}
		}
		return true;
	}

	private static boolean isAiService(Object bean) {
		return Proxy.isProxyClass(bean.getClass())
				&& Proxy.getInvocationHandler(bean).getClass().getName().startsWith("dev.langchain4j.service.");
	}

}
