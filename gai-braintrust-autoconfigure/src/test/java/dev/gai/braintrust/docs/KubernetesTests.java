package dev.gai.braintrust.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example of {@code docs/kubernetes.md} is whole, and its settings are those of this
 * library.
 */
class KubernetesTests {

	private static final Path docs = Path.of(System.getProperty("repository.root", ".."), "docs");

	@Test
	void mountsWhatItDeclaresAndSelectsItsOwnPods() throws IOException {
		Map<String, Object> set = object("StatefulSet");
		Map<String, Object> spec = map(set, "spec");
		Map<String, Object> pod = map(map(spec, "template"), "spec");

		assertThat(map(map(spec, "selector"), "matchLabels"))
			.isEqualTo(map(map(map(spec, "template"), "metadata"), "labels"))
			.isEqualTo(map(map(object("Service"), "spec"), "selector"));
		List<Object> volumes = new ArrayList<>(names(pod.get("volumes")));
		list(spec.get("volumeClaimTemplates")).forEach((claim) -> volumes.add(map(claim, "metadata").get("name")));
		assertThat(names(container().get("volumeMounts"))).containsExactlyInAnyOrderElementsOf(volumes);
		assertThat(map(pod, "securityContext")).containsEntry("runAsNonRoot", true).containsKey("fsGroup");
		assertThat(map(container(), "securityContext")).containsEntry("readOnlyRootFilesystem", true)
			.containsEntry("allowPrivilegeEscalation", false);
	}

	@Test
	void refersToItsSecretAndItsPort() throws IOException {
		Map<String, Object> reference = map(map(env().get(0), "valueFrom"), "secretKeyRef");
		Map<String, Object> secret = object("Secret");

		assertThat(reference).containsEntry("name", map(secret, "metadata").get("name"));
		assertThat(map(secret, "stringData")).containsOnlyKeys((String) reference.get("key"));
		for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
			assertThat(map(map(container(), probe), "httpGet")).containsEntry("port", "http");
		}
	}

	@Test
	void stopsWithinItsGracePeriodAndWritesBelowItsVolume() throws IOException {
		Map<String, Object> variables = new LinkedHashMap<>();
		env().forEach((variable) -> {
			if (variable.containsKey("value")) {
				variables.put((String) variable.get("name"), variable.get("value"));
			}
		});
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("pod-systemEnvironment", variables));
		BraintrustProperties properties = new Binder(ConfigurationPropertySources.get(environment))
			.bind("gai.braintrust", BraintrustProperties.class)
			.get();
		Map<String, Object> pod = map(map(map(object("StatefulSet"), "spec"), "template"), "spec");

		Duration phase = Duration.ofSeconds(20);
		assertThat(variables).containsEntry("SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE", phase.toSeconds() + "s");
		assertThat(Duration.ofSeconds((Integer) pod.get("terminationGracePeriodSeconds")))
			.isGreaterThan(phase.plus(properties.export().shutdownTimeout()));
		assertThat(properties.projectName()).isEqualTo("shop");
		String mounted = (String) list(container().get("volumeMounts")).get(0).get("mountPath");
		assertThat(properties.export().spool().directory()).isEqualTo(Path.of(mounted, "log"));
	}

	private static List<Map<String, Object>> env() throws IOException {
		return list(container().get("env"));
	}

	private static Map<String, Object> container() throws IOException {
		return list(map(map(map(object("StatefulSet"), "spec"), "template"), "spec").get("containers")).get(0);
	}

	private static Map<String, Object> object(String kind) throws IOException {
		LoaderOptions options = new LoaderOptions();
		options.setAllowDuplicateKeys(false);
		for (Object document : new Yaml(new SafeConstructor(options))
			.loadAll(Files.readString(docs.resolve("kubernetes/application.yaml")))) {
			Map<String, Object> object = cast(document);
			assertThat(object).containsKeys("apiVersion", "kind", "metadata");
			if (kind.equals(object.get("kind"))) {
				return object;
			}
		}
		throw new AssertionError("no " + kind);
	}

	private static List<Object> names(Object list) {
		return list(list).stream().map((element) -> element.get("name")).toList();
	}

	private static Map<String, Object> map(Map<String, Object> node, String key) {
		assertThat(node).containsKey(key);
		return cast(node.get(key));
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> list(Object node) {
		return (List<Map<String, Object>>) node;
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> cast(Object node) {
		return (Map<String, Object>) node;
	}

}
