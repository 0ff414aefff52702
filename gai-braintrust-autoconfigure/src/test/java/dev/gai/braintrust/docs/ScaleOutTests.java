package dev.gai.braintrust.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.FileSystemResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The collectors of {@code docs/scale-out.md} are whole: what they use they define, and
 * the other way round.
 */
class ScaleOutTests {

	private static final Path docs = Path.of(System.getProperty("repository.root", ".."), "docs");

	private static final Set<String> SECTIONS = Set.of("extensions", "receivers", "processors", "exporters", "service");

	static List<Path> collectors() throws IOException {
		try (Stream<Path> files = Files.list(docs.resolve("scale-out"))) {
			return files.filter((file) -> file.toString().endsWith(".yaml") && !file.endsWith("application.yaml"))
				.sorted()
				.toList();
		}
	}

	@ParameterizedTest
	@MethodSource("collectors")
	void defineTheComponentsThatTheyUseAndNoOthers(Path file) throws IOException {
		Map<String, Object> collector = load(file);
		assertThat(collector.keySet()).isSubsetOf(SECTIONS);
		Map<String, Object> service = map(collector.get("service"));

		assertThat(names(service.get("extensions"))).isEqualTo(map(collector.get("extensions")).keySet());
		for (String kind : List.of("receivers", "processors", "exporters")) {
			Set<String> used = new TreeSet<>();
			map(service.get("pipelines")).values().forEach((pipeline) -> used.addAll(names(map(pipeline).get(kind))));
			assertThat(used).as(kind).isNotEmpty().isEqualTo(map(collector.get(kind)).keySet());
		}
		assertThat(map(service.get("pipelines"))).containsOnlyKeys("traces");
	}

	@ParameterizedTest
	@MethodSource("collectors")
	void referToExtensionsThatTheyDefine(Path file) throws IOException {
		Map<String, Object> collector = load(file);
		List<String> references = new ArrayList<>();
		collectReferences(collector, references);

		assertThat(references).isNotEmpty();
		assertThat(map(collector.get("extensions")).keySet()).containsAll(references);
	}

	@ParameterizedTest
	@MethodSource("collectors")
	void holdNoSecret(Path file) throws IOException {
		String text = Files.readString(file);

		assertThat(text).doesNotContainPattern("(token|Bearer):? +(?!\\$\\{env:)[A-Za-z0-9]");
	}

	@Test
	void limitRequestsAsBraintrustDoes() throws IOException {
		for (Path file : collectors()) {
			Map<String, Object> exporter = map(map(load(file).get("exporters")).get("otlp_http/braintrust"));
			if (!exporter.isEmpty()) {
				Map<String, Object> queue = map(exporter.get("sending_queue"));
				Map<String, Object> batch = map(queue.get("batch"));
				assertThat(queue).containsEntry("sizer", "bytes").containsKey("storage");
				assertThat((Integer) batch.get("max_size")).isLessThan(10_000_000)
					.isGreaterThan((Integer) batch.get("min_size"));
				assertThat(map(exporter.get("headers"))).containsOnlyKeys("Authorization", "x-bt-parent");
			}
		}
	}

	@Test
	void bringEveryTraceToOneCollector() throws IOException {
		Map<String, Object> balancer = load(docs.resolve("scale-out/load-balancer.yaml"));
		Map<String, Object> sampler = load(docs.resolve("scale-out/tail-sampling.yaml"));

		Map<String, Object> exporter = map(map(balancer.get("exporters")).get("load_balancing"));
		Object port = map(map(exporter.get("resolver")).get("dns")).get("port");
		assertThat(exporter).containsEntry("routing_key", "traceID");
		Map<String, Object> protocols = map(map(map(sampler.get("receivers")).get("otlp")).get("protocols"));
		assertThat(map(protocols.get("grpc")).get("endpoint")).isEqualTo("0.0.0.0:" + port);
	}

	@Test
	void areReachedByTheApplication() throws IOException {
		Binder binder = new Binder(ConfigurationPropertySources.from(new YamlPropertySourceLoader().load("application",
				new FileSystemResource(docs.resolve("scale-out/application.yaml")))));

		BraintrustProperties properties = binder
			.bind("gai.braintrust", Bindable.of(BraintrustProperties.class),
					new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
			.get();

		assertThat(properties.tracesPath()).isEqualTo("/v1/traces");
		assertThat(properties.apiUrl()).startsWith("https://").endsWith(":4318");
		assertThat(properties.sampling().ratio()).isEqualTo(1);
		assertThat(properties.export().spool().enabled()).isFalse();
	}

	@Test
	void areAllExplained() throws IOException {
		Set<String> linked = new TreeSet<>();
		Matcher links = Pattern.compile("\\]\\((scale-out/[^)]+)\\)")
			.matcher(Files.readString(docs.resolve("scale-out.md")));
		while (links.find()) {
			assertThat(docs.resolve(links.group(1))).exists();
			linked.add(links.group(1));
		}
		try (Stream<Path> files = Files.list(docs.resolve("scale-out"))) {
			assertThat(linked)
				.containsExactlyInAnyOrderElementsOf(files.map((file) -> "scale-out/" + file.getFileName()).toList());
		}
	}

	private static void collectReferences(Object node, List<String> references) {
		if (node instanceof Map<?, ?> map) {
			map.forEach((key, value) -> {
				if (key.equals("authenticator") || key.equals("storage")) {
					references.add((String) value);
				}
				collectReferences(value, references);
			});
		}
		else if (node instanceof List<?> list) {
			list.forEach((element) -> collectReferences(element, references));
		}
	}

	private static Map<String, Object> load(Path file) throws IOException {
		LoaderOptions options = new LoaderOptions();
		options.setAllowDuplicateKeys(false);
		return new Yaml(new SafeConstructor(options)).load(Files.readString(file));
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> map(Object node) {
		return (node != null) ? (Map<String, Object>) node : Map.of();
	}

	@SuppressWarnings("unchecked")
	private static Set<String> names(Object node) {
		return (node != null) ? new TreeSet<>((List<String>) node) : Set.of();
	}

}
