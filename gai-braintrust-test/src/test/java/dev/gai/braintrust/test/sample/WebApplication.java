package dev.gai.braintrust.test.sample;

import java.util.concurrent.CompletableFuture;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The assistant behind a web server.
 */
@SpringBootApplication
@EnableAsync
@Import({ Assistant.class, Assistant.Tools.class })
public class WebApplication {

	@Bean
	ContextPropagatingTaskDecorator contextPropagation() {
		return new ContextPropagatingTaskDecorator();
	}

	/**
	 * Asks later.
	 */
	@Component
	public static class Later {

		private final Assistant assistant;

		Later(Assistant assistant) {
			this.assistant = assistant;
		}

		/**
		 * Asks on another thread.
		 * @param question the question
		 * @return the answer
		 */
		@Async
		public CompletableFuture<String> ask(String question) {
			return CompletableFuture.completedFuture(this.assistant.ask(question));
		}

	}

	/**
	 * Asks for a client.
	 */
	@RestController
	static class Door {

		private final Assistant assistant;

		Door(Assistant assistant) {
			this.assistant = assistant;
		}

		@GetMapping("/ask")
		String ask(@RequestParam String question) {
			return this.assistant.ask(question);
		}

	}

}
