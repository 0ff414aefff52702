package dev.gai.braintrust.integration;

import java.nio.file.Path;
import java.util.Map;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.OwnVariables;

import org.springframework.boot.SpringApplicationAotProcessor;

/**
 * Processes {@link AheadOfTimeApplication} twice: for the first folder without a key, for
 * the second with one.
 */
final class AheadOfTimeBuilds {

	private AheadOfTimeBuilds() {
	}

	public static void main(String[] folders) throws Exception {
		process(Path.of(folders[0]));
		OwnVariables.during(Map.of("BRAINTRUST_API_KEY", BraintrustServer.KEY), () -> process(Path.of(folders[1])));
	}

	private static void process(Path folder) throws Exception {
		SpringApplicationAotProcessor
			.main(new String[] { AheadOfTimeApplication.class.getName(), folder.resolve("sources").toString(),
					folder.resolve("resources").toString(), folder.resolve("classes").toString(), "test", "test" });
		System.out.println("built " + folder.getFileName());
	}

}
