package dev.gai.braintrust.aspect;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;

import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.content.snapshot.CompiledSources;
import dev.gai.braintrust.testing.Traces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a provider of JPA has yet to load is not loaded to be traced.
 */
@Tag("thorough")
class LazyValuesTests {

	private static final String BAG = "app.LazyBag";

	private static final String MAP = "app.LazyMap";

	private final Traces traces = new Traces();

	private ConfigurableApplicationContext context;

	private Model model;

	private URLClassLoader loader;

	@TempDir
	private Path folder;

	@BeforeEach
	void start() throws Exception {
		this.context = this.traces.beans(Model.class);
		this.model = this.context.getBean(Model.class);
		CompiledSources.compile(this.folder, "", Map.of("org.hibernate.collection.spi.PersistentCollection", """
				package org.hibernate.collection.spi;
				public interface PersistentCollection { boolean wasInitialized(); }
				""", BAG, """
				package app;
				public class LazyBag extends java.util.AbstractList<Object>
				    implements org.hibernate.collection.spi.PersistentCollection {
				  private final boolean loaded;
				  private boolean looked;
				  public LazyBag(boolean loaded) { this.loaded = loaded; }
				  public boolean wasInitialized() { return loaded; }
				  public Object get(int i) { looked = true; return "a"; }
				  public int size() { looked = true; return 1; }
				  public int hashCode() { return looked ? 1 : 0; }
				}
				""", MAP, """
				package app;
				public class LazyMap extends java.util.AbstractMap<Object, Object>
				    implements org.hibernate.collection.spi.PersistentCollection {
				  private final boolean loaded;
				  private boolean looked;
				  public LazyMap(boolean loaded) { this.loaded = loaded; }
				  public boolean wasInitialized() { return loaded; }
				  public java.util.Set<java.util.Map.Entry<Object, Object>> entrySet() {
				    looked = true; return java.util.Map.<Object, Object>of("a", "b").entrySet();
				  }
				  public int hashCode() { return looked ? 1 : 0; }
				}
				"""));
		this.loader = new URLClassLoader(new URL[] { this.folder.toUri().toURL() });
	}

	@AfterEach
	void stop() throws Exception {
		this.loader.close();
		this.context.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { BAG, MAP })
	void areNotLoadedAsArguments(String type) throws Exception {
		Object lazy = lazy(type, false);
		this.model.summarize(lazy);
		this.model.compare(lazy, "b");
		this.model.embed(lazy);
		this.model.tool(lazy);

		assertThat(this.traces.spans()).hasSize(4)
			.allSatisfy(
					(span) -> assertThat(String.valueOf(span.record().request().input())).contains("<" + type + ">"));
		assertThat(lazy).hasSameHashCodeAs(0);
	}

	@ParameterizedTest
	@ValueSource(strings = { BAG, MAP })
	void areNotLoadedAsResults(String type) throws Exception {
		Object lazy = lazy(type, false);
		this.model.answer(lazy);
		this.model.answer(ResponseEntity.ok(lazy));
		this.model.found(lazy);
		this.model.stream(lazy).blockLast();

		assertThat(this.traces.spans()).hasSize(4)
			.allSatisfy(
					(span) -> assertThat(String.valueOf(span.record().response().output())).contains("<" + type + ">"));
		assertThat(lazy).hasSameHashCodeAs(0);
	}

	@ParameterizedTest
	@ValueSource(strings = { BAG, MAP })
	void areReadWhereTheyAreLoaded(String type) throws Exception {
		this.model.summarize(lazy(type, true));

		assertThat(String.valueOf(this.traces.only().record().request().input()))
			.contains(type.equals(MAP) ? "{a=b}" : "[a]");
	}

	private Object lazy(String type, boolean loaded) throws Exception {
		return this.loader.loadClass(type).getConstructor(boolean.class).newInstance(loaded);
	}

	static class Model {

		@TracedLlmCall(provider = "openai", model = "gpt-4o-mini")
		String summarize(Object reviews) {
			return "good";
		}

		@TracedLlmCall(provider = "openai", model = "gpt-4o-mini")
		String compare(Object reviews, String with) {
			return "better";
		}

		@TracedLlmCall(provider = "openai", model = "text-embedding-3-small", operation = "embeddings")
		float[] embed(Object texts) {
			return new float[] { 1 };
		}

		@AgentTool(name = "list")
		String tool(Object reviews) {
			return "listed";
		}

		@TracedLlmCall(provider = "openai", model = "gpt-4o-mini")
		Object answer(Object answer) {
			return answer;
		}

		@AgentTool(name = "find")
		Object found(Object found) {
			return found;
		}

		@TracedLlmCall(provider = "openai", model = "gpt-4o-mini")
		Flux<Object> stream(Object element) {
			return Flux.just(element);
		}

	}

}
