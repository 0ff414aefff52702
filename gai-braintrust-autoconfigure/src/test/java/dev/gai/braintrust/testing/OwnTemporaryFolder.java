package dev.gai.braintrust.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

import org.springframework.util.FileSystemUtils;

/**
 * Gives each test a temporary folder of its own, by the system property that names it. An
 * application that is not told where to keep unsent spans keeps them below that folder:
 * it never finds those of another test, which may run in another process at the same
 * time. Registered for all tests in {@code META-INF/services}.
 */
public final class OwnTemporaryFolder implements BeforeAllCallback, TestInstancePreConstructCallback, AfterAllCallback {

	private static final String PROPERTY = "java.io.tmpdir";

	private final String original = System.getProperty(PROPERTY);

	private Path folders = Path.of(this.original);

	@Override
	public void beforeAll(ExtensionContext context) throws IOException {
		if (context.getTestClass().map(Class::getEnclosingClass).isEmpty()) {
			this.folders = Files.createTempDirectory("gai-braintrust-tests-");
		}
		use();
	}

	/**
	 * Before fields of the test are initialized, which may start an application.
	 */
	@Override
	public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context)
			throws IOException {
		use();
	}

	@Override
	public void afterAll(ExtensionContext context) throws IOException {
		if (context.getTestClass().map(Class::getEnclosingClass).isEmpty()) {
			System.setProperty(PROPERTY, this.original);
			FileSystemUtils.deleteRecursively(this.folders);
		}
	}

	private void use() throws IOException {
		System.setProperty(PROPERTY, Files.createTempDirectory(this.folders, "test-").toString());
	}

}
