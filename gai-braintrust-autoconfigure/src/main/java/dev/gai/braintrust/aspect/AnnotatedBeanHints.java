package dev.gai.braintrust.aspect;

import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.util.ClassUtils;

/**
 * Lets a native image see the methods and fields of what beans with annotations of ours
 * extend, which are looked for when a bean is made. The classes of all beans, and the
 * interfaces these implement, are seen because of Spring.
 */
final class AnnotatedBeanHints implements BeanRegistrationAotProcessor {

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
		Class<?> type = ClassUtils.getUserClass(bean.getBeanClass());
		if (!AnnotatedTypes.has(type)) {
			return null;
		}
		Set<Class<?>> levels = new LinkedHashSet<>();
		for (Class<?> level = type; level != null && level != Object.class; level = level.getSuperclass()) {
			levels.add(level);
		}
		levels.addAll(ClassUtils.getAllInterfacesForClassAsSet(type));
		return (context, code) -> levels.forEach((level) -> context.getRuntimeHints().reflection().registerType(level));
	}

}
