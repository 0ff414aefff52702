package dev.gai.braintrust.trace.record;

import java.util.Map;

import dev.gai.braintrust.content.snapshot.Snapshot;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.request.server.ServerAddress;
import org.jspecify.annotations.Nullable;

/**
 * What was asked. Part of a {@link SpanRecord}; thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class SpanRequest {

	private volatile @Nullable String provider;

	private volatile @Nullable String model;

	private volatile @Nullable String operation;

	private volatile @Nullable String conversationId;

	private volatile @Nullable ServerAddress server;

	private volatile @Nullable ServerAddress presumedServer;

	private @Nullable ServerAddress requestedServer;

	private boolean severalServers;

	private volatile @Nullable Snapshot input;

	private volatile @Nullable Snapshot tools;

	private final NamedValues<Object> parameters = new NamedValues<>();

	SpanRequest() {
	}

	/**
	 * The provider.
	 * @return the provider, if known
	 */
	public @Nullable String provider() {
		return this.provider;
	}

	/**
	 * The requested model.
	 * @return the model, if known
	 */
	public @Nullable String model() {
		return this.model;
	}

	/**
	 * Value of {@code gen_ai.operation.name}.
	 * @return the operation, if it is not that of the type of the span
	 */
	public @Nullable String operation() {
		return this.operation;
	}

	/**
	 * The conversation.
	 * @return its id, if there is one
	 */
	public @Nullable String conversationId() {
		return this.conversationId;
	}

	/**
	 * Where the model was asked.
	 * @return the host, if known
	 */
	public @Nullable ServerAddress server() {
		ServerAddress told = this.server;
		if (told != null) {
			return told;
		}
		synchronized (this) {
			boolean asked = this.requestedServer != null || this.severalServers;
			return asked ? this.requestedServer : this.presumedServer;
		}
	}

	/**
	 * The input.
	 * @return the input, {@code null} if it was not set or is not captured
	 */
	public @Nullable Snapshot input() {
		return this.input;
	}

	/**
	 * Definitions of the tools that were offered.
	 * @return the definitions, if any
	 */
	public @Nullable Snapshot tools() {
		return this.tools;
	}

	/**
	 * Parameters of the request by the name that OpenAI's API gives them.
	 * @return those that are set by now
	 */
	public Map<String, Object> parameters() {
		return this.parameters.read();
	}

	/**
	 * Sets who serves the model.
	 * @param provider name of the provider
	 */
	public void provider(@Nullable String provider) {
		this.provider = provider;
	}

	/**
	 * Sets the model that is asked for.
	 * @param model its name
	 */
	public void model(@Nullable String model) {
		this.model = model;
	}

	void operation(@Nullable String operation) {
		this.operation = operation;
	}

	/**
	 * Sets the host that serves the model.
	 * @param server the host
	 */
	public void server(ServerAddress server) {
		this.server = server;
	}

	/**
	 * Sets the host that serves the model if nothing else is seen.
	 * @param presumed the host, {@code null} if it is not known
	 */
	public void presumeServer(@Nullable ServerAddress presumed) {
		this.presumedServer = presumed;
	}

	/**
	 * Tells of a request that was made within the call. Of several hosts nobody knows
	 * which one serves the model.
	 * @param host where it went
	 */
	public synchronized void requested(ServerAddress host) {
		this.severalServers |= this.requestedServer != null && !host.equals(this.requestedServer);
		this.requestedServer = this.severalServers ? null : host;
	}

	/**
	 * Sets the conversation.
	 * @param conversationId its id
	 */
	public void conversationId(@Nullable String conversationId) {
		this.conversationId = conversationId;
	}

	/**
	 * Sets the input.
	 * @param input a copy of it
	 */
	public void input(@Nullable Snapshot input) {
		this.input = input;
	}

	/**
	 * Sets the tools that are offered.
	 * @param tools a copy of them
	 */
	public void tools(@Nullable Snapshot tools) {
		this.tools = tools;
	}

	/**
	 * Sets a parameter of the request.
	 * @param name its name
	 * @param value {@code null} to remove it
	 */
	public void parameter(String name, @Nullable Object value) {
		if (value == null) {
			this.parameters.remove(name);
		}
		else {
			this.parameters.put(name, value);
		}
	}

}
