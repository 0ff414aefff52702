package dev.gai.braintrust.sample.demo;

import java.util.List;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Runs the demo when the application has started, verifies it, and knows the exit code: 0
 * if all that was expected was found.
 */
@Component
class DemoRunner implements ApplicationRunner, ExitCodeGenerator {

	private final Demo demo;

	private final Verification verification;

	private final Report report;

	private final Environment environment;

	private volatile List<Outcome> outcomes = List.of();

	DemoRunner(Demo demo, Verification verification, Report report, Environment environment) {
		this.demo = demo;
		this.verification = verification;
		this.report = report;
		this.environment = environment;
	}

	@Override
	public void run(ApplicationArguments arguments) throws InterruptedException {
		this.report.begin();
		List<PartResult> parts = this.demo.run();
		this.report.parts(parts);
		this.outcomes = this.verification.verify(parts);
		this.report.traces(parts);
		if (!arguments.containsOption("exit")) {
			this.report.staysUp(parts, this.environment.getProperty("local.server.port"));
		}
		this.report.outcomes(this.outcomes);
	}

	List<Outcome> outcomes() {
		return this.outcomes;
	}

	@Override
	public int getExitCode() {
		return (!this.outcomes.isEmpty() && this.outcomes.stream().allMatch(Outcome::passed)) ? 0 : 1;
	}

}
