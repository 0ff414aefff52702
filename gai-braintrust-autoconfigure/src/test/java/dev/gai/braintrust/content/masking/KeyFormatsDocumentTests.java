package dev.gai.braintrust.content.masking;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps the list of formats in {@code docs/masking.md} equal to what is masked. Run with
 * {@code -Dapprove=true} it writes the list anew.
 */
class KeyFormatsDocumentTests {

	private static final String MARK = "<!-- Written by KeyFormatsDocumentTests; do not edit below. -->\n";

	private final Path file = Path.of(System.getProperty("repository.root"), "docs", "masking.md");

	@Test
	void documentListsEveryFormat() throws IOException {
		String document = Files.readString(this.file);
		String expected = document.substring(0, document.indexOf(MARK)) + MARK + "\n" + table();
		if (Boolean.getBoolean("approve")) {
			Files.writeString(this.file, expected);
		}
		assertThat(Files.readString(this.file)).isEqualTo(expected);
	}

	@Test
	void documentNamesEveryKind() throws IOException {
		List<String> kinds = Arrays.stream(MaskedKind.values())
			.map((kind) -> "| `" + kind.name().toLowerCase(Locale.ROOT) + "` |")
			.toList();
		assertThat(Files.readString(this.file)).contains(kinds);
	}

	private static String table() {
		Map<String, List<KeyFormat>> byVendor = KeyFormats.ALL.stream()
			.collect(Collectors.groupingBy(KeyFormat::vendor, LinkedHashMap::new, Collectors.toList()));
		StringBuilder table = new StringBuilder("| vendor | formats |\n|---|---|\n");
		byVendor.forEach((vendor, formats) -> table.append("| ")
			.append(vendor)
			.append(" | ")
			.append(formats.stream()
				.map((format) -> format.what() + " `" + format.format().replace("|", "\\|") + "`")
				.collect(Collectors.joining(", ")))
			.append(" |\n"));
		return table.toString();
	}

}
