package dev.gai.braintrust.content.snapshot;

import java.lang.reflect.Field;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/**
 * What values of LangChain4j say, whose methods are named as those of records are. To
 * Jackson they are empty. Of a vector its length says enough.
 */
final class LibraryProperties extends NopAnnotationIntrospector {

	private static final long serialVersionUID = 1L;

	private static final String LIBRARY = "dev.langchain4j.";

	/** Where its values are, and not what works with them. */
	private static final List<String> VALUES = Stream
		.of("data.", "rag.", "store.", "model.output.", "model.chat.request.", "model.chat.response.", "agent.tool.",
				"service.")
		.map(LIBRARY::concat)
		.toList();

	private static final String METADATA = LIBRARY + "data.document.Metadata";

	private static final String VECTOR = LIBRARY + "data.embedding.Embedding";

	@Override
	public @Nullable Boolean hasAsValue(MapperConfig<?> config, Annotated annotated) {
		return (annotated instanceof AnnotatedMethod method && declares(method, METADATA)
				&& method.getName().equals("toMap")) ? Boolean.TRUE : null;
	}

	@Override
	public @Nullable PropertyName findNameForSerialization(MapperConfig<?> config, Annotated annotated) {
		return (annotated instanceof AnnotatedMethod method && isProperty(method))
				? PropertyName.construct(method.getName()) : null;
	}

	private static boolean isProperty(AnnotatedMethod method) {
		Class<?> declaring = method.getDeclaringClass();
		if (VALUES.stream().noneMatch(declaring.getName()::startsWith) || method.getParameterCount() > 0
				|| method.getRawReturnType() == void.class) {
			return false;
		}
		return declares(method, VECTOR) ? method.getName().equals("dimension") : hasField(declaring, method.getName());
	}

	private static boolean declares(AnnotatedMethod method, String type) {
		return method.getDeclaringClass().getName().equals(type);
	}

	private static boolean hasField(Class<?> declaring, String name) {
		for (Field field : declaring.getDeclaredFields()) {
			if (field.getName().equals(name)) {
				return true;
			}
		}
		return false;
	}

}
