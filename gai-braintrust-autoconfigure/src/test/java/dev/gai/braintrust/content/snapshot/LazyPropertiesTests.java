package dev.gai.braintrust.content.snapshot;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Entities of JPA, with an API and providers that are only as much as is asked.
 */
@Tag("thorough")
class LazyPropertiesTests {

	private final ContentSnapshots snapshots = new ContentSnapshots(JsonMapper.builder().build());

	@Test
	void areNotLoadedByTheirGetters(@TempDir Path folder) throws Exception {
		api(folder);
		compile(folder, "app.Enhanced", """
				package app;
				import jakarta.persistence.*;
				@Entity public class Enhanced implements org.hibernate.engine.spi.PersistentAttributeInterceptable {
				  public String getName() { return "n"; }
				  @Basic public String getText() { throw new AssertionError("loaded"); }
				  @OneToMany public java.util.List<String> getOrders() { throw new AssertionError("loaded"); }
				  @OneToMany public java.util.List<String> getLoaded() { return java.util.List.of("a"); }
				  @ManyToOne public Object getOwner() { throw new AssertionError("loaded"); }
				}
				""");
		try (URLClassLoader loader = new URLClassLoader(new URL[] { folder.toUri().toURL() },
				ClassLoader.getPlatformClassLoader())) {
			Map<String, Object> expected = new LinkedHashMap<>();
			expected.put("name", "n");
			expected.put("loaded", java.util.List.of("a"));
			expected.put("text", "<not loaded>");
			expected.put("orders", "<not loaded>");
			expected.put("owner", "<not loaded>");
			assertThat(tree(loader, "app.Enhanced")).isEqualTo(expected);
		}
	}

	@Test
	void areNotLoadedWhereXmlSaysHowTheClassIsMapped(@TempDir Path folder) throws Exception {
		api(folder);
		compile(folder, "app.Mapped", """
				package app;
				public class Mapped implements org.hibernate.engine.spi.PersistentAttributeInterceptable {
				  private String name = "n";
				  private String story;
				  public String getName() { return name; }
				  public String getStory() { throw new AssertionError("loaded"); }
				}
				""");
		try (URLClassLoader loader = new URLClassLoader(new URL[] { folder.toUri().toURL() },
				ClassLoader.getPlatformClassLoader())) {
			assertThat(tree(loader, "app.Mapped")).isEqualTo(Map.of("name", "n", "story", "<not loaded>"));
		}
	}

	@Test
	void areReadWhereTheFieldHasThem(@TempDir Path folder) throws Exception {
		api(folder);
		compile(folder, "app.Plain", """
				package app;
				import jakarta.persistence.*;
				@Entity public class Plain {
				  private String name = "n";
				  @OneToMany private java.util.List<String> orders = new java.util.ArrayList<>(java.util.List.of("a"));
				  @ManyToOne private Object owner;
				  public String getName() { return name; }
				  public java.util.List<String> getOrders() { return orders; }
				  public Object getOwner() { return owner; }
				  @OneToOne public Object getComputed() { throw new AssertionError("loaded"); }
				  @ManyToOne private Object absent;
				  public Object getAbsent() { throw new AssertionError("loaded"); }
				}
				""");
		try (URLClassLoader loader = new URLClassLoader(new URL[] { folder.toUri().toURL() },
				ClassLoader.getPlatformClassLoader())) {
			Map<String, Object> expected = new LinkedHashMap<>();
			expected.put("name", "n");
			expected.put("orders", java.util.List.of("a"));
			expected.put("owner", null);
			expected.put("absent", null);
			expected.put("computed", "<not loaded>");
			assertThat(tree(loader, "app.Plain")).isEqualTo(expected);
		}
	}

	@Test
	void areReadBehindAProxyWhoseEntityIsLoaded(@TempDir Path folder) throws Exception {
		api(folder);
		compile(folder, "org.hibernate.proxy.LazyInitializer", "package org.hibernate.proxy;"
				+ " public interface LazyInitializer { boolean isUninitialized(); Object getImplementation(); }");
		compile(folder, "org.hibernate.proxy.HibernateProxy", "package org.hibernate.proxy;"
				+ " public interface HibernateProxy { LazyInitializer getHibernateLazyInitializer(); }");
		compile(folder, "app.Owner", """
				package app;
				@jakarta.persistence.Entity public class Owner {
				  public String getName() { return "Ada"; }
				}
				""");
		compile(folder, "app.OwnerProxy", """
				package app;
				import org.hibernate.proxy.*;
				class OwnerProxy extends Owner implements HibernateProxy {
				  private final boolean loaded;
				  OwnerProxy(boolean loaded) { this.loaded = loaded; }
				  public String getName() { throw new AssertionError("loaded"); }
				  public LazyInitializer getHibernateLazyInitializer() {
				    return new LazyInitializer() {
				      public boolean isUninitialized() { return !loaded; }
				      public Object getImplementation() {
				        if (!loaded) { throw new AssertionError("loaded"); }
				        return new Owner();
				      }
				    };
				  }
				}
				""");
		compile(folder, "app.Order", """
				package app;
				import jakarta.persistence.*;
				@Entity public class Order {
				  @ManyToOne private Owner buyer = new OwnerProxy(true);
				  @ManyToOne private Owner seller = new OwnerProxy(false);
				  public Owner getBuyer() { return buyer; }
				  public Owner getSeller() { return seller; }
				}
				""");
		try (URLClassLoader loader = new URLClassLoader(new URL[] { folder.toUri().toURL() },
				ClassLoader.getPlatformClassLoader())) {
			assertThat(tree(loader, "app.Order"))
				.isEqualTo(Map.of("buyer", Map.of("name", "Ada"), "seller", "<app.OwnerProxy>"));
		}
	}

	/** To Hibernate the attribute is not, since the entity was loaded by itself. */
	@Test
	void areReadWhereTheFieldHasAnEntityThatIsLoaded(@TempDir Path folder) throws Exception {
		api(folder);
		compile(folder, "app.Thing", """
				package app;
				@jakarta.persistence.Entity public class Thing {
				  public boolean loaded;
				  Thing(boolean loaded) { this.loaded = loaded; }
				}
				""");
		compile(folder, "org.hibernate.Hibernate", "package org.hibernate;"
				+ " public class Hibernate { public static boolean isInitialized(Object o) { return ((app.Thing) o).loaded; } }");
		compile(folder, "app.Enhanced", """
				package app;
				import jakarta.persistence.*;
				@Entity public class Enhanced implements org.hibernate.engine.spi.PersistentAttributeInterceptable {
				  @ManyToOne private Thing orders = new Thing(true);
				  @OneToOne private Thing text = new Thing(false);
				  public Thing getOrders() { return orders; }
				  public Thing getText() { throw new AssertionError("loaded"); }
				}
				""");
		try (URLClassLoader loader = new URLClassLoader(new URL[] { folder.toUri().toURL() },
				ClassLoader.getPlatformClassLoader())) {
			assertThat(tree(loader, "app.Enhanced"))
				.isEqualTo(Map.of("orders", Map.of("loaded", true), "text", "<not loaded>"));
		}
	}

	private static void api(Path folder) throws Exception {
		for (String name : new String[] { "Entity", "OneToMany", "ManyToOne", "OneToOne", "Basic" }) {
			compile(folder, "jakarta.persistence." + name, "package jakarta.persistence;"
					+ " @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME) public @interface "
					+ name + " { }");
		}
		compile(folder, "org.hibernate.engine.spi.PersistentAttributeInterceptable",
				"package org.hibernate.engine.spi; public interface PersistentAttributeInterceptable { }");
		compile(folder, "jakarta.persistence.spi.LoadState",
				"package jakarta.persistence.spi; public enum LoadState { LOADED, NOT_LOADED, UNKNOWN }");
		compile(folder, "jakarta.persistence.spi.ProviderUtil", "package jakarta.persistence.spi;"
				+ " public interface ProviderUtil { LoadState isLoadedWithoutReference(Object entity, String attribute); }");
		compile(folder, "jakarta.persistence.spi.PersistenceProvider", "package jakarta.persistence.spi;"
				+ " public interface PersistenceProvider { ProviderUtil getProviderUtil(); }");
		compile(folder, "jakarta.persistence.spi.PersistenceProviderResolver", "package jakarta.persistence.spi;"
				+ " public interface PersistenceProviderResolver { java.util.List<PersistenceProvider> getPersistenceProviders(); }");
		compile(folder, "jakarta.persistence.spi.PersistenceProviderResolverHolder",
				"""
						package jakarta.persistence.spi;
						public class PersistenceProviderResolverHolder {
						  private static final PersistenceProvider PROVIDER = () -> (entity, attribute) ->
						    attribute.equals("loaded") ? LoadState.LOADED
						      : attribute.equals("text") || attribute.equals("orders") && entity.getClass().getName().endsWith("Enhanced")
						        ? LoadState.NOT_LOADED : LoadState.UNKNOWN;
						  public static PersistenceProviderResolver getPersistenceProviderResolver() {
						    return () -> java.util.List.of(PROVIDER);
						  }
						}
						""");
	}

	private Object tree(ClassLoader loader, String name) throws Exception {
		Object entity = loader.loadClass(name).getDeclaredConstructor().newInstance();
		Snapshot snapshot = this.snapshots.take(entity);
		assertThat(snapshot.failure()).isNull();
		return Objects.requireNonNull(snapshot.tree());
	}

	private static void compile(Path folder, String name, String source) throws Exception {
		CompiledSources.compile(folder, "", Map.of(name, source));
	}

}
