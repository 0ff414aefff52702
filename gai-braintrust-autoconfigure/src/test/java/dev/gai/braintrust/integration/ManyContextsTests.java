package dev.gai.braintrust.integration;

import java.nio.file.Path;

import dev.gai.braintrust.load.ManyContexts;
import dev.gai.braintrust.testing.BraintrustServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contexts that come and go in one JVM, as those of tests do, leave nothing behind.
 */
@Tag("application")
class ManyContextsTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@Test
	void leaveNothingBehind(@TempDir Path folder) {
		ManyContexts contexts = new ManyContexts(braintrust.url(), folder);
		contexts.run(20);

		assertThat(contexts.leftovers()).isEmpty();
		assertThat(contexts.delivered()).isGreaterThanOrEqualTo(20);
	}

}
