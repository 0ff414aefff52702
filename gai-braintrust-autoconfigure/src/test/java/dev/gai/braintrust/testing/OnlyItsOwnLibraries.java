package dev.gai.braintrust.testing;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.ClassUtils;

/**
 * Leaves the auto-configurations of Spring AI and LangChain4j, which are on the class
 * path of all tests, out of applications that stand in no package named after one of
 * them: a third of what it takes to start one. What no test is about stays out of all,
 * and so does what would stay out since its classes are not there.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class OnlyItsOwnLibraries implements AutoConfigurationImportFilter, BeanFactoryAware {

	private static final Pattern LIBRARIES = Pattern.compile("(org\\.springframework\\.ai|dev\\.langchain4j)\\..*");

	/**
	 * Meters, health and clients of Spring Boot's own that no test asks for: a tenth of
	 * the beans.
	 */
	private static final Pattern OF_NO_TEST = Pattern.compile("org\\.springframework\\.boot\\."
			+ "(devtools\\..*|micrometer\\.metrics\\.autoconfigure\\.(jvm|logging|ssl|startup|system|task)\\..*"
			+ "|tomcat\\.autoconfigure\\.metrics\\..*|http\\.client\\.autoconfigure\\.(metrics|service)\\..*"
			+ "|(restclient|webclient)\\.autoconfigure\\.service\\..*|.*\\.RestTemplate\\w*AutoConfiguration"
			+ "|.*\\.(DiskSpace|Ssl)HealthContributorAutoConfiguration|.*\\.MultipartAutoConfiguration)");

	private static final Pattern USERS = Pattern.compile("dev\\.gai\\..*\\b(springai|langchain4j|mcp)\\b.*");

	/**
	 * Whether a class is there: for one that is not, the whole class path is searched.
	 */
	private static final Map<String, Boolean> PRESENT = new ConcurrentHashMap<>();

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
			match[i] = name == null || ((this.used || !LIBRARIES.matcher(name).matches())
					&& !OF_NO_TEST.matcher(name).matches() && hasItsClasses(name, metadata));
		}
		return match;
	}

	/** What Spring Boot asks next, and asks again for each application. */
	private static boolean hasItsClasses(String name, AutoConfigurationMetadata metadata) {
		Set<String> classes = metadata.getSet(name, "ConditionalOnClass", Set.of());
		return classes.stream()
			.allMatch((type) -> PRESENT.computeIfAbsent(type,
					(key) -> ClassUtils.isPresent(key, OnlyItsOwnLibraries.class.getClassLoader())));
	}

}
