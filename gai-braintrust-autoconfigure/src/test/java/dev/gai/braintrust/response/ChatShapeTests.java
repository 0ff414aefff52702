package dev.gai.braintrust.response;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChatShapeTests {

	@Test
	void keepsTheFirstAndTheLastOfVeryManyMessages() {
		List<Message> messages = new ArrayList<>();
		for (int i = 0; i < 25_000; i++) {
			messages.add(Message.user("message " + i));
		}

		List<Object> shaped = ChatShape.messages(messages);

		assertThat(shaped).hasSize(10_001)
			.contains("… [cut: 10000 of 25000 messages kept]")
			.element(5_000)
			.isInstanceOf(String.class);
		assertThat(content(shaped, 0)).isEqualTo("message 0");
		assertThat(content(shaped, 4_999)).isEqualTo("message 4999");
		assertThat(content(shaped, 5_001)).isEqualTo("message 20000");
		assertThat(content(shaped, 10_000)).isEqualTo("message 24999");
	}

	@Test
	void keepsAllMessagesUpToTheBound() {
		assertThat(ChatShape.messages(Collections.nCopies(10_000, Message.user("hi")))).hasSize(10_000)
			.allMatch((message) -> message instanceof Map);
	}

	@Test
	void walksNoListWithoutEnd() {
		assertThat(ChatShape.messages(Collections.nCopies(Integer.MAX_VALUE, Message.user("hi"))))
			.contains("… [cut: 10000 of 2147483647 messages kept]");
	}

	private static Object content(List<Object> shaped, int index) {
		return ((Map<?, ?>) shaped.get(index)).get("content");
	}

}
