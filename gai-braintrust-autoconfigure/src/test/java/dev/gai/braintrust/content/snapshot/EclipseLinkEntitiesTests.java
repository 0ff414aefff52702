package dev.gai.braintrust.content.snapshot;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Entities of EclipseLink, woven and as they were compiled, from a database in memory:
 * what is captured of them asks the database for nothing.
 */
@Tag("thorough")
class EclipseLinkEntitiesTests {

	private static final String UNIT = """
			<persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.2"
			  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="https://jakarta.ee/xml/ns/persistence
			  https://jakarta.ee/xml/ns/persistence/persistence_3_2.xsd">
			  <persistence-unit name="shop" transaction-type="RESOURCE_LOCAL">
			    %s
			    <exclude-unlisted-classes>true</exclude-unlisted-classes>
			    <properties>
			      <property name="jakarta.persistence.jdbc.url" value="jdbc:h2:mem:eclipselink-entities"/>
			      <property name="jakarta.persistence.schema-generation.database.action" value="create"/>
			      <property name="eclipselink.weaving" value="static"/>
			      <property name="eclipselink.logging.level" value="OFF"/>
			      <property name="eclipselink.cache.shared.default" value="false"/>
			    </properties>
			  </persistence-unit>
			</persistence>
			""";

	private static final String NOT_LOADED = "<org.eclipse.persistence.indirection.IndirectList>";

	private final ContentSnapshots snapshots = new ContentSnapshots(JsonMapper.builder().build());

	private static URLClassLoader loader;

	/** Answers with an entity, or the number of statements so far. */
	private static Function<String, Object> shop;

	@BeforeAll
	@SuppressWarnings("unchecked")
	static void open(@TempDir Path folder) throws Exception {
		Path compiled = Files.createDirectory(folder.resolve("compiled"));
		CompiledSources.compile(compiled, System.getProperty("java.class.path"),
				Map.of("shop.Customer", customer("Customer", "Purchase"), "shop.Purchase",
						purchase("Purchase", "Customer"), "shop.PlainCustomer",
						customer("PlainCustomer", "PlainPurchase"), "shop.PlainPurchase",
						purchase("PlainPurchase", "PlainCustomer"), "shop.Shop", SHOP, "shop.Weaver", WEAVER));
		unit(compiled, "Customer", "Purchase");
		Path woven = Files.createDirectory(folder.resolve("woven"));
		try (URLClassLoader plain = loader(compiled)) {
			((BiConsumer<Path, Path>) plain.loadClass("shop.Weaver").getDeclaredConstructor().newInstance())
				.accept(compiled, woven);
		}
		unit(woven, "Customer", "Purchase", "PlainCustomer", "PlainPurchase");
		loader = loader(woven);
		shop = (Function<String, Object>) loader.loadClass("shop.Shop").getDeclaredConstructor().newInstance();
	}

	private static URLClassLoader loader(Path folder) throws Exception {
		return new URLClassLoader(new URL[] { folder.toUri().toURL() },
				EclipseLinkEntitiesTests.class.getClassLoader());
	}

	@AfterAll
	static void close() throws Exception {
		shop.apply("close");
		loader.close();
	}

	@Test
	void ofAWovenEntityNothingIsLoaded() {
		assertThat(capture("Purchase")).isEqualTo(
				tree("id", 1L, "item", "tea", "notes", "<not loaded>", "customer", "<not loaded>", "gift", null));
		assertThat(capture("Customer")).isEqualTo(tree("id", 1L, "name", "Ada", "purchases", "<not loaded>"));
	}

	@Test
	void ofAWovenEntityThatIsDetachedNothingIsLoaded() {
		assertThat(capture("detached Purchase")).isEqualTo(
				tree("id", 1L, "item", "tea", "notes", "<not loaded>", "customer", "<not loaded>", "gift", null));
	}

	@Test
	void ofAnEntityThatIsNotWovenNothingIsLoaded() {
		assertThat(capture("PlainCustomer")).isEqualTo(tree("id", 1L, "name", "Ada", "purchases", NOT_LOADED));
	}

	@Test
	void aListOfEntitiesIsNotLoadedByWhatIsAroundIt() {
		Object customer = shop.apply("PlainCustomer");
		int before = statements();
		assertThat(this.snapshots.take(Map.of("all", List.of(customer))).tree().toString())
			.contains("purchases=" + NOT_LOADED);
		assertThat(statements()).isEqualTo(before);
	}

	@Test
	void whatIsLoadedIsContent() {
		assertThat(capture("loaded PlainCustomer").toString()).contains("purchases=[{", "item=tea");
		assertThat(capture("loaded Customer").toString()).contains("purchases=[{", "item=tea");
		assertThat(capture("loaded Purchase").toString()).contains("customer={id=1, name=Ada, purchases=<not loaded>}");
	}

	@Test
	void aNewEntityIsContent() {
		assertThat(capture("new Purchase"))
			.isEqualTo(tree("id", null, "item", "tea", "notes", "hot", "customer", null, "gift", null));
	}

	private Object capture(String asked) {
		Object entity = shop.apply(asked);
		int before = statements();
		Object tree = this.snapshots.take(entity).tree();
		assertThat(statements()).as("statements").isEqualTo(before);
		return tree;
	}

	private static int statements() {
		return (int) shop.apply("statements");
	}

	private static Map<String, Object> tree(Object... namesAndValues) {
		Map<String, Object> tree = new LinkedHashMap<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			tree.put((String) namesAndValues[i], namesAndValues[i + 1]);
		}
		return tree;
	}

	private static void unit(Path folder, String... classes) throws Exception {
		StringBuilder listed = new StringBuilder();
		for (String name : classes) {
			listed.append("<class>shop.").append(name).append("</class>");
		}
		Files.createDirectories(folder.resolve("META-INF"));
		Files.writeString(folder.resolve("META-INF/persistence.xml"), UNIT.formatted(listed));
	}

	private static String customer(String name, String purchase) {
		return """
				package shop;
				import jakarta.persistence.*;
				import java.util.*;
				@Entity public class %1$s {
				  @Id Long id;
				  String name;
				  @OneToMany(mappedBy = "customer", fetch = FetchType.LAZY) List<%2$s> purchases = new ArrayList<>();
				  public Long getId() { return id; }
				  public String getName() { return name; }
				  public List<%2$s> getPurchases() { return purchases; }
				}
				""".formatted(name, purchase);
	}

	private static String purchase(String name, String customer) {
		return """
				package shop;
				import jakarta.persistence.*;
				@Entity public class %1$s {
				  @Id Long id;
				  String item;
				  @Lob @Basic(fetch = FetchType.LAZY) String notes;
				  @ManyToOne(fetch = FetchType.LAZY) %2$s customer;
				  @ManyToOne(fetch = FetchType.LAZY) %2$s gift;
				  public Long getId() { return id; }
				  public String getItem() { return item; }
				  public String getNotes() { return notes; }
				  public %2$s getCustomer() { return customer; }
				  public %2$s getGift() { return gift; }
				}
				""".formatted(name, customer);
	}

	private static final String WEAVER = """
			package shop;
			import java.nio.file.Path;
			import java.util.function.BiConsumer;
			import org.eclipse.persistence.tools.weaving.jpa.StaticWeaveProcessor;
			public class Weaver implements BiConsumer<Path, Path> {
			  @Override public void accept(Path compiled, Path woven) {
			    try {
			      StaticWeaveProcessor weaver = new StaticWeaveProcessor(compiled.toFile(), woven.toFile());
			      weaver.setPersistenceInfo(compiled.toFile());
			      weaver.setLog(new java.io.StringWriter());
			      weaver.performWeaving();
			    }
			    catch (Exception ex) {
			      throw new IllegalStateException(ex);
			    }
			  }
			}
			""";

	private static final String SHOP = """
			package shop;
			import jakarta.persistence.*;
			import java.util.function.Function;
			import org.eclipse.persistence.sessions.*;
			public class Shop extends SessionEventAdapter implements Function<String, Object> {
			  private final EntityManagerFactory factory;
			  private EntityManager manager;
			  private int statements;
			  public Shop() {
			    ClassLoader before = Thread.currentThread().getContextClassLoader();
			    Thread.currentThread().setContextClassLoader(Shop.class.getClassLoader());
			    try {
			      factory = Persistence.createEntityManagerFactory("shop");
			      manager = factory.createEntityManager();
			      manager.unwrap(Session.class).getEventManager().addListener(this);
			    }
			    finally {
			      Thread.currentThread().setContextClassLoader(before);
			    }
			    Customer ada = new Customer();
			    ada.id = 1L;
			    ada.name = "Ada";
			    Purchase tea = tea();
			    tea.id = 1L;
			    tea.customer = ada;
			    PlainCustomer plain = new PlainCustomer();
			    plain.id = 1L;
			    plain.name = "Ada";
			    PlainPurchase bought = new PlainPurchase();
			    bought.id = 1L;
			    bought.item = "tea";
			    bought.customer = plain;
			    manager.getTransaction().begin();
			    for (Object each : new Object[] { ada, tea, plain, bought }) {
			      manager.persist(each);
			    }
			    manager.getTransaction().commit();
			  }
			  private static Purchase tea() {
			    Purchase tea = new Purchase();
			    tea.item = "tea";
			    tea.notes = "hot";
			    return tea;
			  }
			  @Override public void preExecuteQuery(SessionEvent event) { statements++; }
			  @Override public Object apply(String asked) {
			    if (asked.equals("statements")) { return statements; }
			    if (asked.equals("close")) { factory.close(); return ""; }
			    if (asked.equals("new Purchase")) { return tea(); }
			    manager.close();
			    manager = factory.createEntityManager();
			    manager.unwrap(Session.class).getEventManager().addListener(this);
			    String name = asked.substring(asked.indexOf(' ') + 1);
			    Object found;
			    try {
			      found = manager.find(Class.forName("shop." + name), 1L);
			    }
			    catch (ClassNotFoundException ex) {
			      throw new IllegalStateException(ex);
			    }
			    if (asked.startsWith("loaded") && found instanceof Customer customer) { customer.getPurchases().size(); }
			    if (asked.startsWith("loaded") && found instanceof PlainCustomer customer) { customer.getPurchases().size(); }
			    if (asked.startsWith("loaded") && found instanceof Purchase purchase) { purchase.getCustomer().getName(); }
			    if (asked.startsWith("detached")) { manager.detach(found); }
			    return found;
			  }
			}
			""";

}
