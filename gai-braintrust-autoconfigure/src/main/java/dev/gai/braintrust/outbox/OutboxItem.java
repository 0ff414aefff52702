package dev.gai.braintrust.outbox;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something that waits in the outbox.
 *
 * @param channel name of the channel that sends it
 * @param traceId trace of the span that must have been delivered before, if known
 * @param spanId span that must have been delivered before, {@code null} for none
 * @param content what is sent, masked
 * @param created when it was added, in milliseconds since 1970
 * @param run the run of the application that has last looked at it
 * @param after what was logged up to this time, in milliseconds since 1970, goes first
 * @param pending whether its span had yet to be logged then
 * @param attempted whether it may have arrived already
 */
record OutboxItem(String channel, @Nullable String traceId, @Nullable String spanId, ObjectNode content, long created,
		String run, long after, boolean pending, boolean attempted) {

	private static final JsonMapper json = new JsonMapper();

	byte[] toBytes() {
		ObjectNode node = json.createObjectNode();
		node.put("channel", this.channel).put("trace", this.traceId).put("span", this.spanId);
		node.put("created", this.created);
		node.put("run", this.run).put("after", this.after).put("pending", this.pending);
		node.put("attempted", this.attempted).set("content", this.content);
		return json.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
	}

	static @Nullable OutboxItem of(byte[] bytes) {
		try {
			JsonNode node = json.readTree(bytes);
			return (node.path("content") instanceof ObjectNode content) ? new OutboxItem(
					node.path("channel").asString(""), text(node.path("trace")), text(node.path("span")), content,
					node.path("created").asLong(0), node.path("run").asString(""), node.path("after").asLong(0),
					node.path("pending").asBoolean(false), node.path("attempted").asBoolean(false)) : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	private static @Nullable String text(JsonNode node) {
		return node.isString() ? node.asString() : null;
	}

	OutboxItem waiting(String run, long after, boolean pending) {
		return new OutboxItem(this.channel, this.traceId, this.spanId, this.content, this.created, run, after, pending,
				this.attempted);
	}

	OutboxItem attempted(String run) {
		return new OutboxItem(this.channel, this.traceId, this.spanId, this.content, this.created, run, this.after,
				this.pending, true);
	}

}
