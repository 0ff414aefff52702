package dev.gai.braintrust.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;
import tools.jackson.dataformat.csv.CsvSchema;

/**
 * Cases in CSV, whose first line names the columns.
 *
 * @param file the file, for messages
 */
record CsvCases(String file) {

	private static final String METADATA = "metadata.";

	private static final CsvMapper csv = CsvMapper.builder()
		.enable(CsvReadFeature.SKIP_EMPTY_LINES)
		.enable(CsvReadFeature.FAIL_ON_MISSING_COLUMNS)
		.build();

	List<EvalCase> read(String text) {
		List<EvalCase> cases = new ArrayList<>();
		int line = 2;
		try (MappingIterator<Map<String, String>> rows = csv.readerForMapOf(String.class)
			.with(CsvSchema.emptySchema().withHeader())
			.readValues(text)) {
			while (rows.hasNextValue()) {
				line = rows.currentLocation().getLineNr();
				cases.add(example(rows.nextValue(), line));
				line = rows.currentLocation().getLineNr();
			}
		}
		catch (JacksonException ex) {
			throw wrong(line, "cannot be read: " + ex.getOriginalMessage());
		}
		return cases;
	}

	private EvalCase example(Map<String, String> row, int line) {
		String input = row.getOrDefault("input", "");
		if (input.isEmpty()) {
			throw wrong(line, "has no input");
		}
		EvalCase example = EvalCase.of(input);
		for (Map.Entry<String, String> cell : row.entrySet()) {
			String column = cell.getKey();
			String value = cell.getValue();
			if (value != null && !value.isEmpty() && !column.equals("input")) {
				example = with(example, column, value, line);
			}
		}
		return example;
	}

	private EvalCase with(EvalCase example, String column, String value, int line) {
		if (column.startsWith(METADATA)) {
			return example.metadata(column.substring(METADATA.length()), value);
		}
		switch (column) {
			case "id":
				return example.id(value);
			case "expected":
				return example.expected(value);
			case "tags":
				EvalCase tagged = example;
				for (String tag : value.split(";", -1)) {
					tagged = tag.isBlank() ? tagged : tagged.tag(tag.strip());
				}
				return tagged;
			default:
				throw wrong(line, "has the unknown column '" + column + "'");
		}
	}

	private IllegalArgumentException wrong(int line, String what) {
		return new IllegalArgumentException(this.file + ", line " + line + " " + what
				+ ". Name the columns in the first line: id, input, expected, tags (separated by ;), metadata.<key>; "
				+ "only the input is required");
	}

}
