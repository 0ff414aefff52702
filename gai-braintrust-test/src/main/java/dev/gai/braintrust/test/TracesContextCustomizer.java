package dev.gai.braintrust.test;

import dev.gai.braintrust.export.BraintrustSpanProcessor;
import dev.gai.braintrust.test.recording.TraceRecorder;
import io.opentelemetry.sdk.common.CompletableResultCode;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Has the rows of an application recorded instead of sent. All of its kind are equal, so
 * that contexts are shared as they are without it.
 */
record TracesContextCustomizer() implements ContextCustomizer {

	/** Above all that the application or the test sets. */
	private static final String[] PROPERTIES = { "gai.braintrust.enabled=true",
			"management.tracing.export.braintrust.enabled=false", "gai.braintrust.sampling.ratio=1",
			"gai.braintrust.sampling.rules=", "gai.braintrust.export.spool.mode=async",
			"gai.braintrust.export.max-queue-size=65536", "gai.braintrust.cost.refresh.enabled=false" };

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
		TestPropertyValues.of(PROPERTIES).applyTo(context);
		if (context.getBeanFactory() instanceof BeanDefinitionRegistry registry) {
			ObjectProvider<BraintrustSpanProcessor> processor = context.getBeanFactory()
				.getBeanProvider(BraintrustSpanProcessor.class);
			TraceRecorder recorder = new TraceRecorder(() -> flush(context, processor));
			registry.registerBeanDefinition("gaiBraintrustTraceRecorder",
					new RootBeanDefinition(TraceRecorder.class, () -> recorder));
			registry.registerBeanDefinition("recordedTraces",
					new RootBeanDefinition(RecordedTraces.class, () -> new RecordedTraces(recorder)));
		}
	}

	/**
	 * What is closed has made all its rows.
	 */
	private static CompletableResultCode flush(ConfigurableApplicationContext context,
			ObjectProvider<BraintrustSpanProcessor> processors) {
		BraintrustSpanProcessor processor = context.isActive() ? processors.getIfAvailable() : null;
		return (processor != null) ? processor.forceFlush() : CompletableResultCode.ofSuccess();
	}

}
