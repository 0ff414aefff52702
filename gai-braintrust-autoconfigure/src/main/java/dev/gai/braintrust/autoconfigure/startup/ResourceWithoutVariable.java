package dev.gai.braintrust.autoconfigure.startup;

import java.util.LinkedHashMap;
import java.util.Map;

import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.resources.ResourceBuilder;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetryProperties;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Makes the resource that Spring Boot would make if there were no
 * {@code OTEL_RESOURCE_ATTRIBUTES}. A resource of the application's own stays.
 */
final class ResourceWithoutVariable implements BeanFactoryPostProcessor {

	private final Environment environment;

	ResourceWithoutVariable(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
		for (String name : beans.getBeanNamesForType(Resource.class, true, false)) {
			if (beans.containsBeanDefinition(name)
					&& beans.getBeanDefinition(name) instanceof AbstractBeanDefinition definition
					&& OpenTelemetrySdkAutoConfiguration.class.getName().equals(definition.getFactoryBeanName())) {
				definition.setInstanceSupplier(() -> resource(beans.getBean(OpenTelemetryProperties.class)));
			}
		}
	}

	private Resource resource(OpenTelemetryProperties properties) {
		Map<String, String> attributes = new LinkedHashMap<>();
		add(attributes, "service.name", this.environment.getProperty("spring.application.name", "unknown_service"));
		add(attributes, "service.namespace", this.environment.getProperty("spring.application.group"));
		add(attributes, "service.name", System.getenv("OTEL_SERVICE_NAME"));
		properties.getResourceAttributes().forEach((name, value) -> add(attributes, name, value));
		ResourceBuilder resource = Resource.builder();
		attributes.forEach(resource::put);
		return Resource.getDefault().merge(resource.build());
	}

	private static void add(Map<String, String> attributes, String name, @Nullable String value) {
		if (StringUtils.hasText(value)) {
			attributes.put(name, value);
		}
	}

}
