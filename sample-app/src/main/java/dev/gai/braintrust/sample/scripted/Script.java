package dev.gai.braintrust.sample.scripted;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the scripted endpoint answers, from {@code scripted-llm.json}: the first scene
 * that fits the request is played. A scene fits if the system message and the last
 * message of the user contain its texts, and if it calls the tool that the request
 * demands, or offers for a question of the user. A scene may fail first, or always.
 *
 * @param scenes the scenes
 * @param otherwise the answer when none fits
 */
record Script(List<Scene> scenes, String otherwise) {

	static Script load(JsonMapper mapper) {
		try (InputStream file = Script.class.getResourceAsStream("/scripted-llm.json")) {
			return mapper.readValue(file, Script.class);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Reply replyTo(JsonNode request) {
		String system = lastText(request, "system");
		String user = lastText(request, "user");
		String tool = tool(request);
		return this.scenes.stream()
			.filter((scene) -> scene.fits(system, user, tool))
			.findFirst()
			.map((scene) -> new Reply(scene.text(), scene.calls(), scene.failures()))
			.orElseGet(() -> new Reply(this.otherwise, List.of(), List.of()));
	}

	private static String tool(JsonNode request) {
		JsonNode messages = request.path("messages");
		boolean asks = messages.path(messages.size() - 1).path("role").stringValue("").equals("user");
		String demanded = request.path("tool_choice").path("function").path("name").stringValue("");
		return (demanded.isEmpty() && asks)
				? request.path("tools").path(0).path("function").path("name").stringValue("") : demanded;
	}

	private static String lastText(JsonNode request, String role) {
		String text = "";
		for (JsonNode message : request.path("messages")) {
			if (message.path("role").stringValue("").equals(role)) {
				text = message.path("content").stringValue("");
			}
		}
		return text;
	}

	/**
	 * A reply and when it is given.
	 *
	 * @param system what the system message contains
	 * @param user what the user's message contains
	 * @param text the answer
	 * @param calls the calls of tools that are asked for
	 * @param failures the answers before that one; the only ones if there is no other
	 */
	record Scene(String system, String user, String text, List<Call> calls, List<Failure> failures) {

		Scene {
			system = (system != null) ? system : "";
			user = (user != null) ? user : "";
			text = (text != null) ? text : "";
			calls = (calls != null) ? List.copyOf(calls) : List.of();
			failures = (failures != null) ? List.copyOf(failures) : List.of();
		}

		boolean fits(String systemMessage, String userMessage, String tool) {
			boolean callsTool = tool.isEmpty() ? this.calls.isEmpty()
					: this.calls.stream().anyMatch((call) -> call.name().equals(tool));
			return callsTool && systemMessage.contains(this.system) && userMessage.contains(this.user);
		}

	}

	/**
	 * A call of a tool.
	 *
	 * @param name the tool
	 * @param arguments its arguments
	 */
	record Call(String name, JsonNode arguments) {

	}

	/**
	 * What is answered.
	 *
	 * @param text the text, empty if tools are called
	 * @param calls the calls of tools
	 * @param failures the answers before that one; the only ones if there is no other
	 */
	record Reply(String text, List<Call> calls, List<Failure> failures) {

		boolean isHopeless() {
			return this.text.isEmpty() && this.calls.isEmpty();
		}

	}

	/**
	 * An answer that is an error.
	 *
	 * @param status the HTTP status
	 * @param code the code in the form of OpenAI's API
	 * @param message what is wrong
	 * @param retryAfterMillis how long to wait, {@code null} if it is not said
	 */
	record Failure(int status, String code, String message, Integer retryAfterMillis) {

	}

}
