package dev.gai.braintrust.trace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import dev.gai.braintrust.content.snapshot.ContentSnapshots;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.testing.Traces.EndedSpan;
import dev.gai.braintrust.trace.CustomerFiles.Account;
import dev.gai.braintrust.trace.CustomerFiles.Card;
import dev.gai.braintrust.trace.CustomerFiles.CustomerFile;
import dev.gai.braintrust.trace.CustomerFiles.Desk;
import dev.gai.braintrust.trace.CustomerFiles.Iban;
import dev.gai.braintrust.trace.CustomerFiles.Named;
import dev.gai.braintrust.trace.CustomerFiles.Names;
import dev.gai.braintrust.trace.CustomerFiles.Open;
import dev.gai.braintrust.trace.CustomerFiles.Stars;
import dev.gai.braintrust.trace.CustomerFiles.WithoutTaxNumber;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.ser.std.SimpleBeanPropertyFilter;
import tools.jackson.databind.ser.std.SimpleFilterProvider;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What the application's own Jackson hides does not come in by any door: of each, a
 * property stays hidden that a mix-in ignores, a serializer leaves out, a view or a
 * filter excludes.
 */
class HiddenPropertiesTests {

	private static final String HIDDEN = "12/345";

	private final Traces traces = new Traces(List.of(),
			(settings) -> new SpanSettings(settings.captureContent(), settings.captureToolContent(),
					settings.maxTextLength(), new ContentSnapshots(application()), settings.readers(),
					settings.permalinks())
				.with(settings.listeners(), settings.gates()));

	private final AnnotationConfigApplicationContext context = this.traces.beans(Desk.class);

	@AfterEach
	void stop() {
		this.context.close();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("doors")
	void stayHidden(String door, BiConsumer<GenAiTracer, Desk> call) {
		call.accept(this.traces.tracer(), this.context.getBean(Desk.class));

		List<String> captured = new ArrayList<>();
		for (EndedSpan span : this.traces.spans()) {
			captured.add(span.input() + " " + span.output() + " " + span.record().request().parameters() + " "
					+ span.record().labels().metadata()
					+ Optional.ofNullable(span.record().request().tools()).map((tools) -> tools.tree())
					+ Optional.ofNullable(span.record().response().expected()).map((expected) -> expected.tree())
					+ span.record().error() + span.data().getAttributes());
		}
		assertThat(captured).isNotEmpty()
			.noneMatch((text) -> text.contains(HIDDEN))
			.noneMatch((text) -> text.contains("taxNumber"))
			.anyMatch((text) -> text.contains("Ada") && text.contains("full_name"));
	}

	static Stream<Arguments> doors() {
		return Stream.of(door("an argument", (tracer, desk) -> desk.ask(file())),
				door("one of several arguments", (tracer, desk) -> desk.both("q", file())),
				door("an argument in a map", (tracer, desk) -> desk.ask(Map.of("who", List.of(file())))),
				door("a conversation with an object as content",
						(tracer, desk) -> desk
							.ask(Map.of("messages", List.of(Map.of("role", "user", "content", file()))))),
				door("a parameter of a conversation",
						(tracer, desk) -> desk
							.ask(Map.of("user", file(), "messages", List.of(Map.of("role", "user", "content", "hi"))))),
				door("metadata of an argument", (tracer, desk) -> desk.about(file())),
				door("metadata of an expression", (tracer, desk) -> desk.plan(file())),
				door("a result", (tracer, desk) -> desk.answer(file())),
				door("a result in a map", (tracer, desk) -> desk.answer(Map.of("who", Optional.of(file())))),
				door("a result in an array", (tracer, desk) -> desk.answer(new Object[] { file() })),
				door("a result in a response", (tracer, desk) -> desk.answer(ResponseEntity.ok(file()))),
				door("a result in a node of Jackson",
						(tracer, desk) -> desk.answer(JsonNodeFactory.instance.pojoNode(file()))),
				door("an answer in the shape of a provider", (tracer, desk) -> desk.answer(completion(file()))),
				door("one with parts",
						(tracer, desk) -> desk.answer(completion(
								List.of(Map.of("type", "text", "text", "hi"), Map.of("type", "file", "f", file()))))),
				door("one with annotations",
						(tracer, desk) -> desk.answer(Map.of("choices",
								List.of(Map.of("message",
										Map.of("role", "assistant", "content", "hi", "annotations",
												List.of(Map.of("of", file())))))))),
				door("arguments of a call of a tool in an answer", (tracer, desk) -> {
					desk.answer(
							Map.of("choices",
									List.of(Map.of("message",
											Map.of("role", "assistant", "tool_calls", List.of(Map.of("id", "1",
													"function",
													Map.of("name", "look", "arguments", Map.of("of", file())))))))));
					desk.ask(file());
				}),
				door("an answer of the Responses API",
						(tracer, desk) -> desk.answer(Map.of("object", "response", "status", "completed", "output",
								List.of(Map.of("type", "lookup_call", "id", "1", "of", file()))))),
				door("an answer of Anthropic",
						(tracer, desk) -> desk.answer(Map.of("type", "message", "role", "assistant", "content",
								List.of(Map.of("type", "look_up", "of", file()))))),
				door("an error in an answer", (tracer, desk) -> {
					desk.answer(Map.of("error", Map.of("code", "broken", "of", file())));
					desk.ask(file());
				}), door("a future", (tracer, desk) -> desk.later(file()).join()),
				door("a mono", (tracer, desk) -> desk.mono(file()).block()),
				door("a stream", (tracer, desk) -> desk.flux(file()).blockLast()),
				door("a stream of maps", (tracer, desk) -> desk.flux(Map.of("who", file())).blockLast()),
				door("the result of a tool", (tracer, desk) -> desk.tool(file())),
				door("a result in the view of its method", (tracer, desk) -> {
					desk.inView(HIDDEN.replace('/', '-'));
					desk.streamInView(HIDDEN.replace('/', '-')).blockLast();
				}), door("the argument of a step", (tracer, desk) -> desk.step(file())),
				door("input and output of the API",
						(tracer, desk) -> tracer.step("s").input(file()).run((span) -> span.output(file()))),
				door("what is expected", (tracer, desk) -> tracer.step("s").run((span) -> span.expected(file()))),
				door("metadata of the API",
						(tracer, desk) -> tracer.step("s").run((span) -> span.metadata("m", file()))),
				door("metadata of the API in lists",
						(tracer, desk) -> tracer.step("s")
							.run((span) -> span.metadata("m", List.of(Map.of("k", file()))))),
				door("metadata of the context", (tracer, desk) -> {
					try (GenAiContext.Scope scope = GenAiContext.empty().metadata("m", file()).open()) {
						tracer.step("s").run((span) -> span.output("x"));
					}
				}),
				door("messages of the API",
						(tracer, desk) -> tracer.llm("m", "p")
							.run((span) -> span.messages(List.of(new Message("user", file(), List.of(), null))))),
				door("fields of messages",
						(tracer, desk) -> tracer.llm("m", "p")
							.run((span) -> span.messages(List.of(Message.user("hi").with("about", file()))))),
				door("a parameter of the API",
						(tracer, desk) -> tracer.llm("m", "p").run((span) -> span.requestParameter("user", file()))),
				door("definitions of tools",
						(tracer, desk) -> tracer.llm("m", "p").run((span) -> span.tools(List.of(file())))),
				door("a key of a map", (tracer, desk) -> tracer.step("s")
					.run((span) -> span.output(Map.of(new Named("Ada full_name " + HIDDEN), 1)))));
	}

	@Test
	void ofAMapThatLooksLikeAnAnswerAllElseIsRead() {
		this.context.getBean(Desk.class).answer(completion(file()));

		EndedSpan span = this.traces.only();
		assertThat(span.record().response().usage().output()).isEqualTo(3);
		assertThat(span.output().toString()).contains("full_name=Ada", "finish_reason=stop");
	}

	private static Map<String, Object> completion(Object content) {
		return Map.of("choices",
				List.of(Map.of("finish_reason", "stop", "message", Map.of("role", "assistant", "content", content))),
				"usage", Map.of("prompt_tokens", 2, "completion_tokens", 3));
	}

	private static Arguments door(String name, BiConsumer<GenAiTracer, Desk> call) {
		return arguments(name, call);
	}

	private static CustomerFile file() {
		return new CustomerFile("Ada", HIDDEN, new Account(HIDDEN), new Card(HIDDEN), new Iban(HIDDEN),
				Duration.ofDays(1));
	}

	private static JsonMapper application() {
		return JsonMapper.builder()
			.enable(MapperFeature.DEFAULT_VIEW_INCLUSION)
			.addMixIn(CustomerFile.class, WithoutTaxNumber.class)
			.addModule(new SimpleModule().addSerializer(Iban.class, new Stars<>())
				.addKeySerializer(Named.class, new Names()))
			.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
			.defaultSerializationView(Open.class)
			.filterProvider(new SimpleFilterProvider().addFilter("card", SimpleBeanPropertyFilter.filterOutAllExcept()))
			.build();
	}

}
