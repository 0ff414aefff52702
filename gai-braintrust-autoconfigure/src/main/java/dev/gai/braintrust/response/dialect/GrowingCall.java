package dev.gai.braintrust.response.dialect;

import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.response.usage.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A call of a tool whose arguments come whole or one by one.
 *
 * @since 0.1.0
 */
@Internal
public final class GrowingCall {

	private final @Nullable String id;

	private final String name;

	private final @Nullable String whole;

	private @Nullable GrowingArguments pieces;

	/**
	 * Creates a call.
	 * @param id its id, {@code null} if it has none
	 * @param name name of the tool
	 * @param whole all of its arguments as JSON, {@code null} if they are still to come
	 */
	public GrowingCall(@Nullable String id, String name, @Nullable String whole) {
		this.id = id;
		this.name = name;
		this.whole = whole;
	}

	/**
	 * Takes an argument, or a piece of one.
	 * @param argument the argument with its path
	 */
	public void add(JsonValue argument) {
		GrowingArguments known = (this.pieces != null) ? this.pieces : new GrowingArguments();
		known.add(argument);
		this.pieces = known;
	}

	/**
	 * {@return its id, {@code null} if it has none}
	 */
	public @Nullable String id() {
		return this.id;
	}

	/**
	 * {@return the name of the tool}
	 */
	public String name() {
		return this.name;
	}

	/**
	 * The arguments that have come.
	 * @return JSON, {@code null} if none have
	 */
	public @Nullable String arguments() {
		return (this.pieces != null) ? this.pieces.json() : this.whole;
	}

}
