package dev.gai.braintrust.content.snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonFilter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.JsonView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.SimpleBeanPropertyFilter;
import tools.jackson.databind.ser.std.SimpleFilterProvider;

import org.springframework.data.domain.PageImpl;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.json.MappingJacksonValue;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the settings of the application's own mapper hide or change.
 */
@Timeout(60)
class ApplicationSettingsTests {

	@Test
	void hideWhatAMixInIgnores() {
		JsonMapper mapper = JsonMapper.builder().addMixIn(Customer.class, WithoutTaxNumber.class).build();
		Object expected = Map.of("name", "Ada");
		assertThat(tree(mapper, new Customer("Ada", "12/345"))).isEqualTo(expected);
		assertThat(tree(mapper, List.of(Map.of("who", new Customer("Ada", "12/345")))))
			.isEqualTo(List.of(Map.of("who", expected)));
	}

	@Test
	void nameAndSelectProperties() {
		JsonMapper mapper = JsonMapper.builder()
			.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
			.defaultSerializationView(Public.class)
			.build();
		assertThat(tree(mapper, new Viewed())).isEqualTo(Map.of("open_name", "o"));
		JsonMapper filtering = JsonMapper.builder()
			.filterProvider(new SimpleFilterProvider().addFilter("f", SimpleBeanPropertyFilter.serializeAllExcept("b")))
			.build();
		assertThat(tree(filtering, new Filtered("a", "b"))).isEqualTo(Map.of("a", "a"));
	}

	@Test
	@SuppressWarnings("removal")
	void showOfWhatIsToBeConvertedWhatItsViewShows() {
		JsonMapper mapper = JsonMapper.builder().build();
		MappingJacksonValue viewed = new MappingJacksonValue(List.of(new Viewed()));
		viewed.setSerializationView(Public.class);
		Object expected = List.of(Map.of("openName", "o"));

		assertThat(tree(mapper, viewed)).isEqualTo(expected);
		assertThat(tree(mapper, ResponseEntity.ok(viewed))).isEqualTo(expected);
		assertThat(tree(mapper, List.of(viewed, new Viewed())))
			.isEqualTo(List.of(expected, Map.of("openName", "o", "closed", "c")));
		assertThat(tree(mapper, new MappingJacksonValue(new Customer("Ada", "1"))))
			.isEqualTo(Map.of("name", "Ada", "taxNumber", "1"));
	}

	@Test
	@SuppressWarnings("removal")
	void showNothingOfWhatAFilterOfJackson2WouldHide() {
		MappingJacksonValue filtered = new MappingJacksonValue(new Customer("Ada", "12/345"));
		filtered.setFilters(new com.fasterxml.jackson.databind.ser.impl.SimpleFilterProvider());

		assertThat(tree(JsonMapper.builder().build(), filtered))
			.isEqualTo("<org.springframework.http.converter.json.MappingJacksonValue>");
	}

	@Test
	void writeTypesThatAModuleKnows() {
		SimpleModule module = new SimpleModule().addSerializer(Customer.class, new Writes<>("customer"))
			.addSerializer(UUID.class, new Writes<>("uuid"))
			.addSerializer(Secrets.class, new Writes<>("list"))
			.addSerializer(Level.class, new Writes<>("level"));
		JsonMapper mapper = JsonMapper.builder().addModule(module).build();
		Secrets secrets = new Secrets();
		secrets.add("hunter2");
		assertThat(tree(mapper, new Customer("Ada", "1"))).isEqualTo("customer");
		assertThat(tree(mapper, Map.of("k", UUID.randomUUID()))).isEqualTo(Map.of("k", "uuid"));
		assertThat(tree(mapper, List.of(secrets))).isEqualTo(List.of("list"));
		assertThat(tree(mapper, new Holder(secrets, Level.HIGH)))
			.isEqualTo(Map.of("secrets", "list", "level", "level"));
		assertThat(tree(mapper, Level.HIGH)).isEqualTo("level");
	}

	@Test
	void leaveOutEntriesOfAMap() {
		Settings settings = new Settings();
		settings.put("open", 1);
		settings.put("closed", 2);
		assertThat(tree(JsonMapper.shared(), settings)).isEqualTo(Map.of("open", 1));
		assertThat(tree(JsonMapper.shared(), List.of(Masked.SECRET))).isEqualTo(List.of("***"));
	}

	@Test
	void costOnlyTheFieldWhereASerializerFails() {
		SimpleModule module = new SimpleModule().addSerializer(Secrets.class, new Fails());
		JsonMapper mapper = JsonMapper.builder().addModule(module).build();
		Snapshot snapshot = new ContentSnapshots(mapper).take(new Holder(new Secrets(), Level.HIGH));
		assertThat(snapshot.tree())
			.isEqualTo(Map.of("secrets", "<not captured: IllegalStateException>", "level", "HIGH"));
		assertThat(snapshot.failure()).isEqualTo("IllegalStateException");
	}

	@Test
	void areAskedForAgainWhereTheyCouldNotBeHad() {
		List<JsonMapper> mappers = new ArrayList<>();
		ContentSnapshots snapshots = new ContentSnapshots(() -> mappers.get(0));
		assertThat(snapshots.take(new Customer("Ada", "1")).tree())
			.isEqualTo("<not captured: IndexOutOfBoundsException>");
		mappers.add(JsonMapper.builder().addMixIn(Customer.class, WithoutTaxNumber.class).build());
		assertThat(snapshots.take(new Customer("Ada", "1")).tree()).isEqualTo(Map.of("name", "Ada"));
	}

	@Test
	void pagesAndWhatHoldsItsElementsAreContent() {
		Object page = tree(JsonMapper.shared(), new PageImpl<>(List.of(new Customer("Ada", "1"))));
		assertThat(page).asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
			.containsEntry("content", List.of(Map.of("name", "Ada", "taxNumber", "1")))
			.containsEntry("totalElements", 1L);
		assertThat(tree(JsonMapper.shared(), new Basket(List.of("a", "b")))).isEqualTo(List.of("a", "b"));
		assertThat(tree(JsonMapper.shared(), Map.of("basket", new Basket(List.of("a")))))
			.isEqualTo(Map.of("basket", List.of("a")));
		assertThat(tree(JsonMapper.shared(), new Cursor())).isEqualTo("<" + Cursor.class.getName() + ">");
	}

	private static Object tree(JsonMapper mapper, Object value) {
		Snapshot snapshot = new ContentSnapshots(mapper).take(value);
		assertThat(snapshot.failure()).isNull();
		return java.util.Objects.requireNonNull(snapshot.tree());
	}

	record Customer(String name, String taxNumber) {
	}

	interface WithoutTaxNumber {

		@JsonIgnore
		String taxNumber();

	}

	interface Public {

	}

	interface Internal {

	}

	static final class Viewed {

		@JsonView(Public.class)
		public String openName = "o";

		@JsonView(Internal.class)
		public String closed = "c";

	}

	@JsonFilter("f")
	record Filtered(String a, String b) {
	}

	static final class Secrets extends ArrayList<String> {

		private static final long serialVersionUID = 1L;

	}

	record Holder(Secrets secrets, Level level) {
	}

	enum Level {

		HIGH

	}

	@JsonIgnoreProperties("closed")
	static final class Settings extends HashMap<String, Object> {

		private static final long serialVersionUID = 1L;

	}

	enum Masked {

		SECRET;

		@JsonValue
		String shown() {
			return "***";
		}

	}

	static final class Writes<T> extends ValueSerializer<T> {

		private final String text;

		Writes(String text) {
			this.text = text;
		}

		@Override
		public void serialize(T value, JsonGenerator generator, SerializationContext context) {
			generator.writeString(this.text);
		}

	}

	static final class Fails extends ValueSerializer<Secrets> {

		@Override
		public void serialize(Secrets value, JsonGenerator generator, SerializationContext context) {
			throw new IllegalStateException();
		}

	}

	static final class Basket implements Iterable<String> {

		private final List<String> items;

		Basket(List<String> items) {
			this.items = items;
		}

		@Override
		public Iterator<String> iterator() {
			return this.items.iterator();
		}

	}

	static final class Cursor implements Iterable<String> {

		private final List<String> buffer = new ArrayList<>();

		private final Iterator<String> source = this.buffer.iterator();

		@Override
		public Iterator<String> iterator() {
			throw new AssertionError("iterated");
		}

	}

}
