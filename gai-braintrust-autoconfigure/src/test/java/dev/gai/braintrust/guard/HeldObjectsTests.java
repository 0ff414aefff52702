package dev.gai.braintrust.guard;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HeldObjectsTests {

	@Test
	void findsWhatIsHeldByWhatIsHeld() {
		Client client = new Client("a");
		Api api = new Api(client);

		assertThat(held(new HeldObjects(Holder.class::isAssignableFrom, HeldObjectsTests::leadsOn, 3),
				new Model(new Model(api))))
			.contains(api, client);
	}

	@Test
	void looksNoDeeperThanItMay() {
		Client client = new Client("a");

		assertThat(held(new HeldObjects(Holder.class::isAssignableFrom, HeldObjectsTests::leadsOn, 1),
				new Model(new Model(new Api(client)))))
			.doesNotContain(client);
	}

	@Test
	void looksAtEachObjectOnce() {
		Model first = new Model(null);
		Model second = new Model(first);
		first.held = second;

		assertThat(held(new HeldObjects(Holder.class::isAssignableFrom, HeldObjectsTests::leadsOn, 10), first))
			.containsExactly(second, first);
	}

	@Test
	void readsNoFieldsOfOtherClasses() {
		assertThat(held(new HeldObjects(Api.class::equals, HeldObjectsTests::leadsOn, 3),
				new Model(new Api(new Client("a")))))
			.isEmpty();
	}

	@Test
	void putsSomethingElseThere() {
		Api api = new Api(new Client("a"));
		Client other = new Client("b");

		new HeldObjects(Holder.class::isAssignableFrom, HeldObjectsTests::leadsOn, 3).walk(new Model(api),
				(held, place) -> {
					if (held instanceof Client) {
						place.put(other);
					}
					return held instanceof Client;
				});

		assertThat(api.client).isSameAs(other);
	}

	private static boolean leadsOn(Field field) {
		return field.getType() != String.class;
	}

	private static List<Object> held(HeldObjects objects, Object from) {
		List<Object> all = new ArrayList<>();
		objects.walk(from, (held, place) -> {
			all.add(held);
			return false;
		});
		return all;
	}

	interface Holder {

	}

	static final class Model implements Holder {

		private Object held;

		Model(Object held) {
			this.held = held;
		}

	}

	static class Base implements Holder {

		final Client client;

		Base(Client client) {
			this.client = client;
		}

	}

	static final class Api extends Base {

		Api(Client client) {
			super(client);
		}

	}

	record Client(String name) {

	}

}
