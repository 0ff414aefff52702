package dev.gai.braintrust.content.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Classes that are made while a test runs, since they must not be those of the class
 * path.
 */
public final class CompiledSources {

	private CompiledSources() {
	}

	/**
	 * Compiles classes together.
	 * @param folder where sources and classes go
	 * @param classPath what they are compiled against, empty for nothing but the folder
	 * @param sources the source of each class by its name
	 */
	public static void compile(Path folder, String classPath, Map<String, String> sources) throws IOException {
		List<String> arguments = new ArrayList<>(List.of("-proc:none", "-g", "-cp",
				folder + System.getProperty("path.separator") + classPath, "-d", folder.toString()));
		for (Map.Entry<String, String> source : sources.entrySet()) {
			Path file = folder.resolve(source.getKey().replace('.', '/') + ".java");
			Files.createDirectories(file.getParent());
			Files.writeString(file, source.getValue());
			arguments.add(file.toString());
		}
		assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
			.isZero();
	}

}
