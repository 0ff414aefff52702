package dev.gai.braintrust.aspect;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.content.snapshot.CompiledSources;
import dev.gai.braintrust.testing.Traces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A list that a provider of JPA has yet to load is not loaded to be traced.
 */
@Tag("thorough")
class LazyListsTests {

	private static final String BAG = "app.LazyBag";

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
				"""));
		this.loader = new URLClassLoader(new URL[] { this.folder.toUri().toURL() });
	}

	@AfterEach
	void stop() throws Exception {
		this.loader.close();
		this.context.close();
	}

	@Test
	void areNotLoadedAsArguments() throws Exception {
		List<?> bag = bag(false);
		this.model.summarize(bag);
		this.model.compare(bag, "b");
		this.model.embed(bag);
		this.model.tool(bag);

		assertThat(this.traces.spans()).hasSize(4)
			.allSatisfy(
					(span) -> assertThat(String.valueOf(span.record().request().input())).contains("<" + BAG + ">"));
		assertThat(bag).hasSameHashCodeAs(0);
	}

	@Test
	void areNotLoadedAsResults() throws Exception {
		List<?> bag = bag(false);
		this.model.answer(bag);

		assertThat(String.valueOf(this.traces.only().record().response().output())).contains("<" + BAG + ">");
		assertThat(bag).hasSameHashCodeAs(0);
	}

	@Test
	void areReadWhereTheyAreLoaded() throws Exception {
		this.model.summarize(bag(true));

		assertThat(String.valueOf(this.traces.only().record().request().input())).contains("[a]");
	}

	private List<?> bag(boolean loaded) throws Exception {
		return (List<?>) this.loader.loadClass(BAG).getConstructor(boolean.class).newInstance(loaded);
	}

	static class Model {

		@TracedLlmCall(provider = "openai", model = "gpt-4o-mini")
		String summarize(List<?> reviews) {
			return "good";
		}

		@TracedLlmCall(provider = "openai", model = "gpt-4o-mini")
		String compare(List<?> reviews, String with) {
			return "better";
		}

		@TracedLlmCall(provider = "openai", model = "text-embedding-3-small", operation = "embeddings")
		float[] embed(List<?> texts) {
			return new float[] { 1 };
		}

		@AgentTool(name = "list")
		String tool(List<?> reviews) {
			return "listed";
		}

		@TracedLlmCall(provider = "openai", model = "gpt-4o-mini")
		Object answer(List<?> reviews) {
			return reviews;
		}

	}

}
