package dev.gai.braintrust.eval;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Scores by case, trials averaged, as they are kept in git: sorted and rounded, so that
 * the difference of two can be read.
 *
 * @param eval name of the evaluation
 * @param scores values by score and case
 */
record Baseline(String eval, Map<String, Map<String, Double>> scores) {

	/** Switches that a baseline is written. */
	static final String PROPERTY = "gai.eval.baseline";

	private static final JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	private static final double PRECISION = 10_000;

	static Baseline of(String eval, List<EvalCaseResult> cases) {
		Map<String, Map<String, List<Double>>> all = new TreeMap<>();
		for (EvalCaseResult result : cases) {
			for (NamedScore score : result.scores()) {
				Double value = score.value();
				if (value != null) {
					all.computeIfAbsent(score.name(), (name) -> new TreeMap<>())
						.computeIfAbsent(key(result.example()), (name) -> new ArrayList<>())
						.add(value);
				}
			}
		}
		Map<String, Map<String, Double>> means = new TreeMap<>();
		all.forEach((score, byCase) -> byCase
			.forEach((name, values) -> means.computeIfAbsent(score, (key) -> new TreeMap<>())
				.put(name, round(values.stream().mapToDouble(Double::doubleValue).average().orElse(0)))));
		return new Baseline(eval, means);
	}

	/** Cases whose long inputs begin alike must not be taken for each other. */
	static String key(EvalCase example) {
		if (example.id() != null) {
			return example.id();
		}
		String name = example.name();
		return name.endsWith("…") ? name + Integer.toHexString(example.input().toString().hashCode()) : name;
	}

	private static double round(double value) {
		return Math.round(value * PRECISION) / PRECISION;
	}

	static Baseline read(Path file) {
		try {
			JsonNode tree = json.readTree(Files.readString(file));
			Map<String, Map<String, Double>> scores = new TreeMap<>();
			tree.path("cases")
				.properties()
				.forEach((example) -> example.getValue()
					.properties()
					.forEach((score) -> scores.computeIfAbsent(score.getKey(), (name) -> new TreeMap<>())
						.put(example.getKey(), score.getValue().asDouble())));
			return new Baseline(tree.path("eval").asString(""), scores);
		}
		catch (IOException | JacksonException ex) {
			throw new IllegalStateException("The baseline " + file + " cannot be read: " + ex.getMessage()
					+ ". Restore it from git, or write it anew with -D" + PROPERTY + "=update", ex);
		}
	}

	void write(Path file) {
		ObjectNode tree = json.createObjectNode().put("eval", this.eval);
		Map<String, Map<String, Double>> byCase = new TreeMap<>();
		this.scores.forEach((score, values) -> values
			.forEach((name, value) -> byCase.computeIfAbsent(name, (key) -> new TreeMap<>()).put(score, value)));
		ObjectNode cases = tree.putObject("cases");
		byCase.forEach((name, values) -> {
			ObjectNode row = cases.putObject(name);
			values.forEach(row::put);
		});
		try {
			Path folder = file.toAbsolutePath().getParent();
			if (folder != null) {
				Files.createDirectories(folder);
			}
			Files.writeString(file, json.writeValueAsString(tree).replace("\r\n", "\n") + "\n");
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The baseline cannot be written to " + file, ex);
		}
	}

}
