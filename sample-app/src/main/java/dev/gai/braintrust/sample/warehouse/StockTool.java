package dev.gai.braintrust.sample.warehouse;

import org.springframework.ai.tool.annotation.Tool;
import org.springframework.stereotype.Component;

/**
 * A tool of Spring AI. The starter sees it without an annotation of its own.
 */
@Component
class StockTool {

	@Tool(description = "How many pieces of an article are in stock")
	Stock stock(String article) {
		return new Stock(article, 12);
	}

}
