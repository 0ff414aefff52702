package dev.gai.braintrust.guard;

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ThreadValueTests {

	private final ThreadValue<String> value = new ThreadValue<>();

	@AfterEach
	void forget() {
		this.value.set(null);
	}

	@Test
	void isKnownDuringWorkAndWhatWasBeforeIsBackAfterwards() {
		this.value.set("before");

		assertThat(this.value.<String, RuntimeException>during("within", this.value::get)).isEqualTo("within");

		assertThat(this.value.get()).isEqualTo("before");
	}

	@Test
	void isBackAfterWorkThatFails() {
		IllegalStateException failure = new IllegalStateException("failed");

		assertThatIllegalStateException().isThrownBy(() -> this.value.during("within", () -> {
			throw failure;
		})).isSameAs(failure);

		assertThat(this.value.get()).isNull();
	}

	@Test
	void canBeNothingDuringWork() {
		this.value.set("before");

		assertThat(this.value.<String, RuntimeException>during(null, this.value::get)).isNull();

		assertThat(this.value.get()).isEqualTo("before");
	}

	@Test
	void isTakenOnce() {
		this.value.set("once");

		assertThat(this.value.take()).isEqualTo("once");
		assertThat(this.value.take()).isNull();
	}

	@Test
	void isNotKnownToOtherThreads() {
		this.value.set("mine");

		assertThat(CompletableFuture.supplyAsync(this.value::get).join()).isNull();
	}

}
