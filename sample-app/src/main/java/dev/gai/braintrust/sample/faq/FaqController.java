package dev.gai.braintrust.sample.faq;

import java.util.List;

import dev.gai.braintrust.sample.collector.Collector;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the page asks for. The thumbs go to the endpoint of the starter, not here.
 */
@RestController
class FaqController {

	private final Faq faq;

	private final ObjectProvider<Collector> collector;

	FaqController(Faq faq, ObjectProvider<Collector> collector) {
		this.faq = faq;
		this.collector = collector;
	}

	@PostMapping("/faq")
	Faq.Reply ask(@RequestBody Question question) {
		return this.faq.answer(question.text());
	}

	/**
	 * The feedback as the embedded collector received it, the latest last; none where
	 * Braintrust itself receives it.
	 */
	@GetMapping("/faq/feedback")
	List<JsonNode> feedback() {
		Collector received = this.collector.getIfAvailable();
		return (received != null) ? received.feedback() : List.of();
	}

	/**
	 * What is asked.
	 *
	 * @param text the question
	 */
	record Question(String text) {

	}

}
