package dev.gai.braintrust.prompt;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import com.samskivert.mustache.MustacheException;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.promise.PublicApi;
import dev.gai.braintrust.response.Message;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * One version of a prompt. Immutable.
 *
 * @since 0.1.0
 */
@PublicApi
public final class BraintrustPrompt {

	private static final JsonMapper json = new JsonMapper();

	private static final TypeReference<Map<String, @Nullable Object>> MAP = new TypeReference<>() {
	};

	private final PromptIdentity identity;

	private final PromptContent content;

	private final PromptOrigin origin;

	private final @Nullable RenderedPrompts memory;

	private final Supplier<JsonMapper> application;

	BraintrustPrompt(PromptIdentity identity, PromptContent content, PromptOrigin origin) {
		this(identity, content, origin, null, () -> json);
	}

	private BraintrustPrompt(PromptIdentity identity, PromptContent content, PromptOrigin origin,
			@Nullable RenderedPrompts memory, Supplier<JsonMapper> application) {
		this.memory = memory;
		this.application = application;
		this.identity = identity;
		this.content = content;
		this.origin = origin;
	}

	/**
	 * The slug of the prompt.
	 * @return the slug
	 */
	public String slug() {
		return this.identity.slug();
	}

	/**
	 * The name of the prompt.
	 * @return the name, the slug for a copy that does not say
	 */
	public String name() {
		return this.identity.name();
	}

	/**
	 * The id of the prompt.
	 * @return the id, {@code null} for a copy that does not say
	 */
	public @Nullable String id() {
		return this.identity.id();
	}

	/**
	 * The id of the version.
	 * @return the id, {@code null} for a copy that does not say
	 */
	public @Nullable String version() {
		return this.identity.version();
	}

	/**
	 * Returns the origin of this copy.
	 * @return the origin
	 */
	public PromptOrigin origin() {
		return this.origin;
	}

	/**
	 * Fills the template.
	 * @param variables values of the variables: texts, numbers, lists, maps, or objects,
	 * which the application's own Jackson converts to maps first, so that a template
	 * reaches nothing but their JSON. Templates see each by its name, and all of them as
	 * {@code input}
	 * @return the prompt to send
	 * @throws PromptRenderingException if a variable is missing or the template is not
	 * valid
	 */
	public Rendered render(Map<String, ?> variables) {
		Rendered rendered = rendered(plain(variables));
		if (this.memory != null) {
			this.memory.rendered(rendered);
		}
		return rendered;
	}

	/**
	 * The same prompt, which tells what was rendered of it.
	 * @param memory is told
	 * @param application writes objects among the variables
	 */
	BraintrustPrompt rememberedBy(RenderedPrompts memory, Supplier<JsonMapper> application) {
		return new BraintrustPrompt(this.identity, this.content, this.origin, memory, application);
	}

	private Rendered rendered(Map<String, @Nullable Object> plain) {
		if (this.content.templateFormat().equals("none")) {
			return new Rendered(this, this.content.messages(), this.content.tools(), plain);
		}
		Template template = new Template(plain);
		try {
			return new Rendered(this, fill(template, this.content.messages()), fill(template, this.content.tools()),
					plain);
		}
		catch (MustacheException ex) {
			throw new PromptRenderingException("Prompt " + this.identity + " cannot be rendered: " + ex.getMessage());
		}
	}

	private Map<String, @Nullable Object> plain(Map<String, ?> variables) {
		try {
			// What the application hides in its JSON, neither a model nor Braintrust
			// sees.
			return json.convertValue(this.application.get().valueToTree(variables), MAP);
		}
		catch (Throwable ex) {
			Guard.rethrowFatal(ex);
			// The message may hold a value. One that contains itself has no end.
			throw new PromptRenderingException(
					"Prompt " + this.identity + " cannot be rendered: a variable cannot be written as JSON ("
							+ ex.getClass().getSimpleName() + ")");
		}
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, @Nullable Object>> fill(Template template,
			List<Map<String, @Nullable Object>> trees) {
		return trees.stream()
			.map((tree) -> (Map<String, @Nullable Object>) Objects.requireNonNull(template.fill(tree)))
			.toList();
	}

	@Override
	public String toString() {
		return "prompt " + this.identity;
	}

	/**
	 * A prompt with its variables filled in. Immutable.
	 */
	public static final class Rendered {

		private final BraintrustPrompt prompt;

		private final List<Map<String, @Nullable Object>> messages;

		private final List<Map<String, @Nullable Object>> tools;

		private final Map<String, @Nullable Object> variables;

		Rendered(BraintrustPrompt prompt, List<Map<String, @Nullable Object>> messages,
				List<Map<String, @Nullable Object>> tools, Map<String, @Nullable Object> variables) {
			this.prompt = prompt;
			this.messages = messages;
			this.tools = tools;
			this.variables = Collections.unmodifiableMap(variables);
		}

		/**
		 * The messages to send.
		 * @return the messages; a completion prompt is one user message
		 */
		public List<Message> messages() {
			return this.messages.stream().map(RenderedMessages::message).toList();
		}

		/** Its texts that are not blank. */
		List<String> texts() {
			return this.messages.stream()
				.map((message) -> (message.get("content") instanceof String text) ? text : "")
				.filter((text) -> !text.isBlank())
				.toList();
		}

		/**
		 * The model that the prompt was written for.
		 * @return the model, {@code null} if the prompt names none
		 */
		public @Nullable String model() {
			return this.prompt.content.model();
		}

		/**
		 * Parameters of the request, such as {@code temperature} or
		 * {@code response_format}.
		 * @return the parameters in OpenAI's names; those that are not set are absent
		 */
		public Map<String, Object> parameters() {
			return Collections.unmodifiableMap(this.prompt.content.parameters());
		}

		/**
		 * Definitions of the tools that the model is offered.
		 * @return the definitions in OpenAI's form, empty if none
		 */
		public List<Map<String, @Nullable Object>> tools() {
			return this.tools;
		}

		/**
		 * The variables that were filled in.
		 * @return the variables as plain trees
		 */
		public Map<String, @Nullable Object> variables() {
			return this.variables;
		}

		/**
		 * The prompt that was rendered.
		 * @return the prompt
		 */
		public BraintrustPrompt prompt() {
			return this.prompt;
		}

		/**
		 * Returns what Braintrust records about a call with this prompt: {@code id},
		 * {@code project_id}, {@code version}, {@code slug} and {@code variables}.
		 * @return the provenance, without unknown values
		 */
		public Map<String, Object> provenance() {
			Map<String, Object> provenance = new LinkedHashMap<>();
			PromptIdentity identity = this.prompt.identity;
			put(provenance, "id", identity.id());
			put(provenance, "project_id", identity.projectId());
			put(provenance, "version", identity.version());
			provenance.put("slug", identity.slug());
			provenance.put("variables", this.variables);
			return provenance;
		}

		private static void put(Map<String, Object> map, String key, @Nullable String value) {
			if (value != null) {
				map.put(key, value);
			}
		}

		/**
		 * Spring AI's form of this, with options that every {@code ChatClient} merges
		 * with those of its model. Needs Spring AI on the class path.
		 * @return the prompt
		 */
		public Prompt springAi() {
			return SpringAiPrompt.of(this);
		}

		/**
		 * Spring AI's form of this for a model that is called directly. Models take only
		 * options of their own type, so that the model's own are the base of these.
		 * @param model the model that will be called
		 * @return the prompt
		 */
		public Prompt springAi(ChatModel model) {
			return SpringAiPrompt.of(this, model);
		}

	}

}
