package dev.gai.braintrust.request.server;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RecentClients}.
 */
class RecentClientsTests {

	private final RecentClients clients = new RecentClients();

	private final AtomicInteger searches = new AtomicInteger();

	@Test
	void areSearchedOnceAndKnownByTheirIdentity() {
		String client = new String("client");
		ServerAddress address = ServerAddress.of(URI.create("https://api.example.org"));

		assertThat(of(client, address)).isEqualTo(address);
		assertThat(of(client, null)).isEqualTo(address);
		assertThat(this.searches).hasValue(1);
		assertThat(of(new String("client"), null)).isNull();
		assertThat(this.searches).hasValue(2);
	}

	@Test
	void withoutAnAddressAreNotSearchedAgain() {
		Object client = new Object();

		assertThat(of(client, null)).isNull();
		assertThat(of(client, null)).isNull();
		assertThat(this.searches).hasValue(1);
	}

	@Test
	void takeThePlaceOfOthers() {
		List<Object> many = new ArrayList<>();
		for (int i = 0; i < 1_000; i++) {
			many.add(new Object());
		}

		many.forEach((client) -> of(client, null));
		many.forEach((client) -> of(client, null));

		assertThat(this.searches.get()).isBetween(1_900, 2_000);
	}

	private ServerAddress of(Object client, ServerAddress address) {
		return this.clients.of(client, (searched) -> {
			this.searches.incrementAndGet();
			return address;
		});
	}

}
