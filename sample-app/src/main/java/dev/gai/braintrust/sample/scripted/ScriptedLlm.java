package dev.gai.braintrust.sample.scripted;

import dev.gai.braintrust.sample.embedded.LoopbackServer;
import tools.jackson.databind.json.JsonMapper;

/**
 * An endpoint that speaks OpenAI's chat completions API and answers from a script. It
 * lets the demo run without a key; it is no model, and says so in its name. The
 * application calls it through HTTP as it would call a real one.
 */
public final class ScriptedLlm implements AutoCloseable {

	/** The provider, wherever one is named. */
	public static final String PROVIDER = "scripted";

	/** The only model that the endpoint knows. */
	public static final String MODEL = "scripted-llama-3.3-70b-versatile";

	private final LoopbackServer server;

	private ScriptedLlm(LoopbackServer server) {
		this.server = server;
	}

	/**
	 * Starts the endpoint.
	 * @return the running endpoint
	 */
	public static ScriptedLlm start() {
		JsonMapper mapper = JsonMapper.shared();
		return new ScriptedLlm(
				LoopbackServer.start("scripted-llm", new ChatCompletionsHandler(Script.load(mapper), mapper)));
	}

	/**
	 * The base URL, to which a client adds {@code /chat/completions}.
	 * @return the URL
	 */
	public String baseUrl() {
		return this.server.url() + "/v1";
	}

	@Override
	public void close() {
		this.server.close();
	}

}
