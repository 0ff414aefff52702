package dev.gai.braintrust.sample.setup;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.gai.braintrust.sample.collector.Collector;
import dev.gai.braintrust.sample.scripted.ScriptedLlm;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.StringUtils;

/**
 * Starts what there is no key for, before the beans are made: the scripted endpoint
 * without a key of Groq or OpenAI, the collector without a key of Braintrust. Both are
 * made known by properties.
 */
public final class EmbeddedServers implements ApplicationContextInitializer<GenericApplicationContext> {

	private static final String SYSTEM_ENVIRONMENT = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

	/**
	 * Creates the initializer.
	 */
	public EmbeddedServers() {
	}

	@Override
	public void initialize(GenericApplicationContext context) {
		if (SpringProperties.getFlag(AbstractAotProcessor.AOT_PROCESSING)) {
			// A build neither calls nor sends, and whether there is a key is for the run
			// to say.
			return;
		}
		ConfigurableEnvironment environment = context.getEnvironment();
		UnquotedDotEnv.apply(environment);
		Map<String, Object> defaults = new LinkedHashMap<>();
		boolean realLlm = RealLlm.find(environment, defaults);
		if (!realLlm) {
			startScriptedLlm(context, defaults);
		}
		boolean realBraintrust = isSet(environment, "BRAINTRUST_API_KEY")
				|| isSet(environment, "gai.braintrust.api-key");
		if (!realBraintrust) {
			startCollector(context, environment.getPropertySources());
		}
		defaults.put("sample.default-port", WebPort.choose(environment));
		environment.getPropertySources().addLast(new MapPropertySource("sample", defaults));
		context.getBeanFactory().registerSingleton("setup", new Setup(!realLlm, !realBraintrust));
	}

	private static void startScriptedLlm(GenericApplicationContext context, Map<String, Object> properties) {
		ScriptedLlm llm = ScriptedLlm.start();
		register(context, "scriptedLlm", llm);
		properties.put("sample.llm.provider", ScriptedLlm.PROVIDER);
		properties.put("sample.llm.base-url", llm.baseUrl());
		properties.put("sample.llm.api-key", "none-is-needed");
		properties.put("sample.llm.model", ScriptedLlm.MODEL);
	}

	/**
	 * A command line can still send the rows elsewhere, but not BRAINTRUST_API_URL:
	 * without a key it would be refused there.
	 */
	private static void startCollector(GenericApplicationContext context, MutablePropertySources sources) {
		Collector collector = Collector.start();
		register(context, "collector", collector);
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put("gai.braintrust.api-url", collector.url());
		properties.put("gai.braintrust.api-key", "none-is-needed");
		// Each run has a collector of its own: what an earlier one left is not for it.
		properties.put("gai.braintrust.export.spool.enabled", "false");
		MapPropertySource source = new MapPropertySource("embedded collector", properties);
		if (sources.contains(SYSTEM_ENVIRONMENT)) {
			sources.addAfter(SYSTEM_ENVIRONMENT, source);
		}
		else {
			sources.addFirst(source);
		}
	}

	/**
	 * Registered first, closed last: the exporter still needs the collector when the
	 * application ends, and also when it fails to start.
	 */
	private static void register(GenericApplicationContext context, String name, AutoCloseable server) {
		DefaultListableBeanFactory beans = context.getDefaultListableBeanFactory();
		beans.registerSingleton(name, server);
		beans.registerDisposableBean(name, server::close);
	}

	static boolean isSet(ConfigurableEnvironment environment, String key) {
		return StringUtils.hasText(environment.getProperty(key));
	}

}
