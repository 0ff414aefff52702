package dev.gai.braintrust.prompt;

import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Which version of a prompt is wanted: the latest, the one that an environment points to,
 * or a certain one. Only the last never changes.
 *
 * @since 0.1.0
 */
@PublicApi
public final class PromptVersion {

	private static final PromptVersion LATEST = new PromptVersion(null, null);

	private final @Nullable String parameter;

	private final @Nullable String value;

	private PromptVersion(@Nullable String parameter, @Nullable String value) {
		this.parameter = parameter;
		this.value = value;
	}

	/**
	 * The version that was saved last.
	 * @return the latest version
	 */
	public static PromptVersion latest() {
		return LATEST;
	}

	/**
	 * The version that is assigned to an environment in Braintrust.
	 * @param name name of the environment, for example {@code production}
	 * @return the version of the environment
	 */
	public static PromptVersion environment(String name) {
		Assert.hasText(name, "An environment needs a name");
		return new PromptVersion("environment", name.strip());
	}

	/**
	 * A version by its id.
	 * @param id the id that Braintrust shows for the version
	 * @return the version
	 */
	public static PromptVersion version(String id) {
		Assert.hasText(id, "A version needs an id");
		return new PromptVersion("version", id.strip());
	}

	/** Name of the parameter that asks for it, {@code null} for the latest. */
	@Nullable String parameter() {
		return this.parameter;
	}

	/** Value of the parameter, {@code null} for the latest. */
	@Nullable String value() {
		return this.value;
	}

	boolean isFixed() {
		return "version".equals(this.parameter);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof PromptVersion version && toString().equals(version.toString());
	}

	@Override
	public int hashCode() {
		return toString().hashCode();
	}

	@Override
	public String toString() {
		return (this.parameter != null) ? this.parameter + " " + this.value : "latest version";
	}

}
