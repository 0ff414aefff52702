package dev.gai.braintrust.sample.demo;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.gai.braintrust.sample.agent.Researcher;
import dev.gai.braintrust.sample.assistant.Lead;
import dev.gai.braintrust.sample.assistant.LeadAdvisor;
import dev.gai.braintrust.sample.assistant.Question;
import dev.gai.braintrust.sample.assistant.Style;
import dev.gai.braintrust.sample.assistant.StyledAnswers;
import dev.gai.braintrust.sample.assistant.SummaryWriter;
import dev.gai.braintrust.sample.assistant.SupportChat;
import dev.gai.braintrust.sample.assistant.TopicClassifier;
import dev.gai.braintrust.sample.llm.Answer;
import dev.gai.braintrust.sample.warehouse.Warehouse;
import dev.gai.braintrust.trace.GenAiSpan;
import dev.gai.braintrust.trace.GenAiTracer;

import org.springframework.stereotype.Component;

/**
 * The demo: parts, each of which shows one use of the starter.
 */
@Component
class Demo {

	static final String CHAT = "support chat";

	static final String RESEARCH = "research";

	static final String SUMMARY = "streamed summary";

	static final String EXPERIMENT = "answer style experiment";

	static final String LEAD = "lead advice";

	static final String WAREHOUSE = "warehouse on Spring AI";

	static final String USER = "user-42";

	static final String SESSION = "session-7";

	/**
	 * Not a real key. It is sent to the model on purpose, and must not reach the traces.
	 */
	static final String SECRET = "sk-proj-" + "Demo0Not1A2Real3Key4Demo0Not1A2Real3Key4";

	static final Lead SOME_LEAD = new Lead("Acme", "premium", 12, true, 0.85, List.of("search", "analysis"));

	private static final String RESEARCH_QUESTION = "Research market trends of media sectors and analyse the data";

	private static final String STOCK_QUESTION = "How many lamps are in stock?";

	private final GenAiTracer tracer;

	private final TopicClassifier topics;

	private final SupportChat chat;

	private final Researcher researcher;

	private final SummaryWriter summaries;

	private final StyledAnswers styledAnswers;

	private final LeadAdvisor leads;

	private final Warehouse warehouse;

	private final FlakyProviderDemo flakyProvider;

	Demo(GenAiTracer tracer, TopicClassifier topics, SupportChat chat, Researcher researcher, SummaryWriter summaries,
			StyledAnswers styledAnswers, LeadAdvisor leads, Warehouse warehouse, FlakyProviderDemo flakyProvider) {
		this.tracer = tracer;
		this.topics = topics;
		this.chat = chat;
		this.researcher = researcher;
		this.summaries = summaries;
		this.styledAnswers = styledAnswers;
		this.leads = leads;
		this.warehouse = warehouse;
		this.flakyProvider = flakyProvider;
	}

	List<PartResult> run() {
		Story story = new Story(this.tracer);
		story.part(CHAT, "How do I reset my password?", this::chat);
		String report = story.part(RESEARCH, RESEARCH_QUESTION, (span) -> this.researcher.research(RESEARCH_QUESTION));
		story.part(SUMMARY, report, (span) -> summarise(report));
		story.part(EXPERIMENT, Question.ALL, (span) -> compareStyles());
		story.part(LEAD, SOME_LEAD, (span) -> new Answer(this.leads.nextStep(SOME_LEAD)).text());
		story.part(WAREHOUSE, STOCK_QUESTION, (span) -> askWarehouse());
		this.flakyProvider.tell(story);
		return story.results();
	}

	private String chat(GenAiSpan span) {
		String question = "How do I reset my password?";
		span.metadata("topic", this.topics.topicOf(question));
		this.chat.answer(USER, SESSION, question);
		String answer = new Answer(this.chat.answer(USER, SESSION, "My key " + SECRET + " is refused. Why?")).text();
		span.feedback("helpful");
		return answer;
	}

	private String summarise(String report) {
		return this.summaries.summarise(report).collect(Collectors.joining()).block();
	}

	private String askWarehouse() {
		String whole = this.warehouse.answer(STOCK_QUESTION);
		String streamed = this.warehouse.stream(STOCK_QUESTION).collect(Collectors.joining()).block();
		return whole.equals(streamed) ? whole : whole + " / " + streamed;
	}

	private String compareStyles() {
		return Map.of(Style.CONCISE, accuracyOf(Style.CONCISE), Style.DETAILED, accuracyOf(Style.DETAILED))
			.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByKey())
			.map((entry) -> String.format("%s %.2f", entry.getKey().label(), entry.getValue()))
			.collect(Collectors.joining(", ", "mean accuracy: ", ""));
	}

	private double accuracyOf(Style style) {
		return Question.ALL.stream()
			.mapToDouble((question) -> question.scoreOf(new Answer(this.styledAnswers.answer(question, style)).text()))
			.average()
			.orElseThrow();
	}

}
