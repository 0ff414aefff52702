package dev.gai.braintrust.testing;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/**
 * Leaves the auto-configurations of Spring AI and LangChain4j, which are on the class
 * path of all tests, out of applications that stand in no package named after one of
 * them: a third of what it takes to start one.
 */
final class OnlyItsOwnLibraries implements AutoConfigurationImportFilter, BeanFactoryAware {

	private static final Pattern LIBRARIES = Pattern.compile("(org\\.springframework\\.ai|dev\\.langchain4j)\\..*");

	private static final Pattern USERS = Pattern.compile("dev\\.gai\\..*\\b(springai|langchain4j|mcp)\\b.*");

	private boolean used;

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		ConfigurableListableBeanFactory beans = (ConfigurableListableBeanFactory) beanFactory;
		for (String name : beans.getBeanDefinitionNames()) {
			BeanDefinition definition = beans.getBeanDefinition(name);
			String type = definition.getBeanClassName();
			this.used |= type != null && USERS.matcher(type).matches();
		}
	}

	@Override
	public boolean[] match(@Nullable String[] autoConfigurations, AutoConfigurationMetadata metadata) {
		boolean[] match = new boolean[autoConfigurations.length];
		for (int i = 0; i < match.length; i++) {
			String name = autoConfigurations[i];
			match[i] = this.used || name == null || !LIBRARIES.matcher(name).matches();
		}
		return match;
	}

}
