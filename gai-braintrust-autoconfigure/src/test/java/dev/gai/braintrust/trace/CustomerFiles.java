package dev.gai.braintrust.trace;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.annotation.JsonFilter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonView;
import dev.gai.braintrust.annotation.AgentStep;
import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.annotation.LlmMetadata;
import dev.gai.braintrust.annotation.TracedAgent;
import dev.gai.braintrust.annotation.TracedLlmCall;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

import org.springframework.http.ResponseEntity;

/**
 * Values of which an application hides a part from JSON.
 */
final class CustomerFiles {

	private CustomerFiles() {
	}

	record CustomerFile(String fullName, String taxNumber, Account account, Card card, Iban iban, Duration known) {
	}

	record Account(@JsonView(Closed.class) String number) {
	}

	@JsonFilter("card")
	record Card(String number) {
	}

	record Iban(String number) {
	}

	record Named(String name) {
	}

	record Viewed(@JsonView( {
			Open.class, Public.class }) String name, @JsonView(Open.class) String taxes){
	}

	interface Public {

	}

	interface Open {

	}

	interface Closed {

	}

	interface WithoutTaxNumber {

		@JsonIgnore
		String taxNumber();

	}

	static final class Stars<T> extends ValueSerializer<T> {

		@Override
		public void serialize(T value, JsonGenerator generator, SerializationContext context) {
			generator.writeString("***");
		}

	}

	static final class Names extends ValueSerializer<Named> {

		@Override
		public void serialize(Named value, JsonGenerator generator, SerializationContext context) {
			generator.writeName("Ada full_name");
		}

	}

	static class Desk {

		@TracedLlmCall(model = "m", provider = "p")
		String ask(Object question) {
			return "x";
		}

		@TracedLlmCall(model = "m", provider = "p")
		String both(String question, CustomerFile file) {
			return "x";
		}

		@AgentStep
		String about(@LlmMetadata("about") CustomerFile file) {
			return "x";
		}

		@TracedAgent(metadata = { "file=#{#file}", "result=#{#result}" })
		Object plan(CustomerFile file) {
			return file;
		}

		@TracedLlmCall(model = "m", provider = "p")
		Object answer(Object answer) {
			return answer;
		}

		@TracedLlmCall(model = "m", provider = "p")
		CompletableFuture<Object> later(Object answer) {
			return CompletableFuture.completedFuture(answer);
		}

		@TracedLlmCall(model = "m", provider = "p")
		Mono<Object> mono(Object answer) {
			return Mono.just(answer);
		}

		@TracedLlmCall(model = "m", provider = "p")
		Flux<Object> flux(Object answer) {
			return Flux.just(answer, answer);
		}

		@AgentTool
		CustomerFile tool(CustomerFile file) {
			return file;
		}

		@AgentTool
		@JsonView(Public.class)
		Object inView(String taxes) {
			return List.of(ResponseEntity.ok(new Viewed("Ada full_name", taxes.replace('-', '/'))));
		}

		@AgentTool
		@JsonView(Public.class)
		Flux<Viewed> streamInView(String taxes) {
			Viewed viewed = new Viewed("Ada full_name", taxes.replace('-', '/'));
			return Flux.just(viewed, viewed);
		}

		@AgentStep
		String step(CustomerFile file) {
			return "x";
		}

	}

}
