package dev.gai.braintrust.eval;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
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
			if (!tree.path("eval").isString() || !tree.path("cases").isObject()) {
				throw unreadable(file, "it has no eval or no cases", null);
			}
			Map<String, Map<String, Double>> scores = new TreeMap<>();
			for (Map.Entry<String, JsonNode> example : tree.path("cases").properties()) {
				for (Map.Entry<String, JsonNode> score : example.getValue().properties()) {
					if (!score.getValue().isNumber() || !isScore(score.getValue().asDouble())) {
						throw unreadable(file, "the score '" + score.getKey() + "' of the case '" + example.getKey()
								+ "' is no number between 0 and 1", null);
					}
					scores.computeIfAbsent(score.getKey(), (name) -> new TreeMap<>())
						.put(example.getKey(), score.getValue().asDouble());
				}
			}
			return new Baseline(tree.path("eval").asString(), scores);
		}
		catch (IOException | JacksonException ex) {
			throw unreadable(file, String.valueOf(ex.getMessage()), ex);
		}
	}

	private static boolean isScore(double value) {
		return value >= 0 && value <= 1;
	}

	private static IllegalStateException unreadable(Path file, String why, @Nullable Exception cause) {
		return new IllegalStateException("The baseline " + file + " cannot be read: " + why
				+ ". Restore it from git, or write it anew with -D" + PROPERTY + "=update", cause);
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
