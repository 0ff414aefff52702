package dev.gai.braintrust.sample.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.sample.collector.Collector;
import dev.gai.braintrust.sample.collector.Row;
import dev.gai.braintrust.sample.llm.LlmSettings;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Reads back what arrived and compares it with what was done. Rows come some time after
 * the calls, so it looks again until all is as expected or the time is up.
 */
@Component
class Verification {

	private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

	private final Collector collector;

	private final Delivery delivery;

	private final LlmSettings llm;

	private final String parent;

	private final Duration timeout;

	Verification(ObjectProvider<Collector> collector, Delivery delivery, LlmSettings llm,
			@Value("${sample.verification.parent:}") String parent,
			@Value("${sample.verification.timeout:10s}") Duration timeout) {
		this.collector = collector.getIfAvailable();
		this.delivery = delivery;
		this.llm = llm;
		this.parent = parent;
		this.timeout = timeout;
	}

	List<Outcome> verify(List<PartResult> parts) throws InterruptedException {
		DeliveryExpectations ofDelivery = new DeliveryExpectations(this.delivery, parts);
		if (this.collector == null) {
			return verifyWithoutRows(ofDelivery.withBraintrust());
		}
		List<Expectation> expectations = new ArrayList<>(ofDelivery.withCollector());
		expectations.addAll(new TreeExpectations(parts, this.llm.model()).all());
		expectations.addAll(new CallExpectations(this.llm, textOf(Demo.SUMMARY, parts)).all());
		expectations.addAll(new LabelExpectations().all());
		expectations.addAll(new RetryExpectations(parts).all());
		expectations.addAll(new QualityExpectations(this.collector::datasetRows).all());
		expectations.addAll(new SafetyExpectations(this.parent).all());
		List<Row> rows = this.collector.await((arrived) -> allPassed(outcomes(expectations, arrived)), this.timeout);
		return outcomes(expectations, rows);
	}

	private List<Outcome> verifyWithoutRows(List<Expectation> expectations) throws InterruptedException {
		long deadline = System.nanoTime() + this.timeout.toNanos();
		List<Outcome> outcomes = outcomes(expectations, List.of());
		while (!allPassed(outcomes) && System.nanoTime() < deadline) {
			Thread.sleep(BETWEEN_LOOKS.toMillis());
			outcomes = outcomes(expectations, List.of());
		}
		return outcomes;
	}

	private static List<Outcome> outcomes(List<Expectation> expectations, List<Row> rows) {
		Traces traces = new Traces(rows);
		return expectations.stream().map((expectation) -> expectation.in(traces)).toList();
	}

	private static boolean allPassed(List<Outcome> outcomes) {
		return outcomes.stream().allMatch(Outcome::passed);
	}

	private static String textOf(String title, List<PartResult> parts) {
		return parts.stream().filter((part) -> part.title().equals(title)).map(PartResult::text).findFirst().orElse("");
	}

}
