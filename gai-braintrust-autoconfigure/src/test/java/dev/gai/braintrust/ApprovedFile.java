package dev.gai.braintrust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A generated document under {@code docs}. A test fails when it is stale; the same test
 * run with {@code -Dapprove=true} writes it anew.
 */
public final class ApprovedFile {

	private final Path file;

	public ApprovedFile(String name) {
		this.file = Path.of(System.getProperty("repository.root"), "docs", name);
	}

	public void matches(String content) throws IOException {
		if (Boolean.getBoolean("approve")) {
			Files.createDirectories(this.file.getParent());
			Files.writeString(this.file, content);
		}
		assertThat(this.file).exists();
		assertThat(Files.readString(this.file))
			.as("docs/%s is stale; run this test with -Dapprove=true and look at the difference",
					this.file.getFileName())
			.isEqualTo(content);
	}

}
