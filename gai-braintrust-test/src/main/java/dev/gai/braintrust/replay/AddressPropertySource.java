package dev.gai.braintrust.replay;

import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.util.StringUtils;

/**
 * The addresses that clients ask, each known once somebody wants to know it: what it is
 * made of may be set later than this.
 */
final class AddressPropertySource extends EnumerablePropertySource<Map<String, Supplier<String>>> {

	static final String NAME = "gaiBraintrustReplay";

	AddressPropertySource(Map<String, Supplier<String>> addresses) {
		super(NAME, addresses);
	}

	@Override
	public String[] getPropertyNames() {
		return StringUtils.toStringArray(getSource().keySet());
	}

	@Override
	public @Nullable Object getProperty(String name) {
		Supplier<String> address = getSource().get(name);
		return (address != null) ? address.get() : null;
	}

}
