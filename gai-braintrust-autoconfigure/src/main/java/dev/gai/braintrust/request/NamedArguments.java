package dev.gai.braintrust.request;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The arguments of a method by the names of its parameters. As any map they are a JSON
 * object; where one of them is a request to a model, that is read. Not modifiable.
 *
 * @since 0.1.0
 */
public final class NamedArguments extends AbstractMap<String, @Nullable Object> {

	private final Map<String, @Nullable Object> values;

	/**
	 * Names arguments.
	 * @param values the arguments; copied
	 */
	public NamedArguments(Map<String, @Nullable Object> values) {
		this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
	}

	@Override
	public Set<Entry<String, @Nullable Object>> entrySet() {
		return this.values.entrySet();
	}

}
