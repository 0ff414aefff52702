package dev.gai.braintrust.eval;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.gai.braintrust.dataset.BraintrustDatasets;
import dev.gai.braintrust.dataset.DatasetException;
import dev.gai.braintrust.dataset.DatasetRow;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.Resource;

/**
 * Finds the cases of an evaluation.
 */
final class EvalData {

	private static final String METHOD = "#";

	private static final String BRAINTRUST = "braintrust:";

	private EvalData() {
	}

	/**
	 * Reads cases.
	 * @param data where they are
	 * @param beans the application's beans, {@code null} if there is no application
	 * @param methods calls a method by its name
	 * @return one case at least
	 * @throws IllegalArgumentException if they cannot be read; the message says what to
	 * do
	 */
	static List<EvalCase> read(String data, @Nullable BeanFactory beans, Function<String, @Nullable Object> methods) {
		List<EvalCase> cases = data.startsWith(METHOD) ? fromMethod(data, methods.apply(data.substring(1)))
				: data.startsWith(BRAINTRUST) ? fromBraintrust(data.substring(BRAINTRUST.length()), beans)
						: fromFile(data);
		return checked(data, cases);
	}

	static List<EvalCase> checked(String data, List<EvalCase> cases) {
		if (cases.isEmpty()) {
			throw new IllegalArgumentException("There are no cases in " + data + ": add one at least");
		}
		Map<String, Integer> ids = new HashMap<>();
		for (int index = 0; index < cases.size(); index++) {
			String id = cases.get(index).id();
			Integer before = (id != null) ? ids.put(id, index) : null;
			if (before != null) {
				throw new IllegalArgumentException("Two cases of " + data + " have the id '" + id + "', number "
						+ (before + 1) + " and number " + (index + 1) + ": give each an id of its own");
			}
		}
		return cases;
	}

	private static List<EvalCase> fromMethod(String data, @Nullable Object returned) {
		List<EvalCase> cases = new ArrayList<>();
		Iterable<?> values = (returned instanceof Stream<?> stream) ? stream.toList()
				: (returned instanceof Iterable<?> iterable) ? iterable : List.of();
		for (Object value : values) {
			if (!(value instanceof EvalCase example)) {
				throw new IllegalArgumentException("The method " + data + " gave a "
						+ ((value != null) ? value.getClass().getSimpleName() : "null")
						+ ": let it return a Stream<EvalCase>");
			}
			cases.add(example);
		}
		return cases;
	}

	private static List<EvalCase> fromFile(String data) {
		Resource resource = new DefaultResourceLoader().getResource(data);
		if (!resource.exists()) {
			throw new IllegalArgumentException("There is no file " + data
					+ ". Write for example classpath:evals/cases.jsonl for a file in src/test/resources, or "
					+ "file:src/test/evals/cases.jsonl");
		}
		try (InputStream content = resource.getInputStream()) {
			String text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
			text = text.startsWith("\uFEFF") ? text.substring(1) : text;
			return data.toLowerCase(Locale.ROOT).endsWith(".csv") ? new CsvCases(data).read(text)
					: new JsonLinesCases(data).read(text);
		}
		catch (IOException ex) {
			throw new IllegalArgumentException("The file " + data + " cannot be read: " + ex.getMessage(), ex);
		}
	}

	private static List<EvalCase> fromBraintrust(String dataset, @Nullable BeanFactory beans) {
		BraintrustDatasets datasets = (beans != null) ? beans.getBeanProvider(BraintrustDatasets.class).getIfAvailable()
				: null;
		if (datasets == null) {
			throw new IllegalArgumentException("The dataset '" + dataset + "' is read with the application's "
					+ "BraintrustDatasets, which is not there: make it a Spring test, @SpringBootTest for example");
		}
		int at = dataset.lastIndexOf('@');
		String name = (at > 0) ? dataset.substring(0, at) : dataset;
		String version = (at > 0) ? dataset.substring(at + 1) : null;
		try (Stream<DatasetRow> rows = (version != null) ? datasets.read(name, version) : datasets.read(name)) {
			return rows.map(EvalData::example).toList();
		}
		catch (DatasetException ex) {
			throw new IllegalArgumentException("The cases cannot be read: " + ex.getMessage(), ex);
		}
	}

	private static EvalCase example(DatasetRow row) {
		EvalCase example = EvalCase.of(row.input()).expected(row.expected()).origin(row.origin());
		String id = row.id();
		if (id != null && !id.isBlank()) {
			example = example.id(id);
		}
		for (Map.Entry<String, @Nullable Object> entry : row.metadata().entrySet()) {
			Object value = entry.getValue();
			if (value != null) {
				example = example.metadata(entry.getKey(), value);
			}
		}
		for (String tag : row.tags()) {
			example = example.tag(tag);
		}
		return example;
	}

}
