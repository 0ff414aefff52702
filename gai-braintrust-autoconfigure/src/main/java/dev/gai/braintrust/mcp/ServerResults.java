package dev.gai.braintrust.mcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.modelcontextprotocol.spec.McpSchema;
import dev.gai.braintrust.content.media.InlineMedia;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a server answers, in the shape in which it is shown. Images and other bytes are
 * not text.
 */
final class ServerResults {

	private ServerResults() {
	}

	static @Nullable Object shape(@Nullable Object result) {
		if (result instanceof McpSchema.CallToolResult tool) {
			return tool(tool);
		}
		if (result instanceof McpSchema.ReadResourceResult resource) {
			return resource.contents().stream().map(ServerResults::contents).toList();
		}
		if (result instanceof McpSchema.GetPromptResult prompt) {
			return prompt.messages()
				.stream()
				.map((message) -> Map.of("role", String.valueOf(message.role()).toLowerCase(Locale.ROOT), "content",
						(message.content() instanceof McpSchema.TextContent text) ? text.text()
								: content(message.content())))
				.toList();
		}
		return result;
	}

	private static @Nullable Object tool(McpSchema.CallToolResult result) {
		if (result.structuredContent() != null) {
			return result.structuredContent();
		}
		List<McpSchema.Content> contents = result.content();
		if (contents.size() == 1 && contents.get(0) instanceof McpSchema.TextContent text) {
			return parsed(text.text());
		}
		return contents.isEmpty() ? null : contents.stream().map(ServerResults::content).toList();
	}

	/**
	 * The text of a result that says of itself that it is an error.
	 * @param result the result
	 * @return its text, or null if it is no error
	 */
	static @Nullable String error(@Nullable Object result) {
		if (!(result instanceof McpSchema.CallToolResult tool) || !Boolean.TRUE.equals(tool.isError())) {
			return null;
		}
		return tool.content()
			.stream()
			.filter(McpSchema.TextContent.class::isInstance)
			.map((content) -> String.valueOf(((McpSchema.TextContent) content).text()))
			.collect(Collectors.joining("\n"));
	}

	private static Map<String, Object> content(McpSchema.Content content) {
		Map<String, Object> shape = new LinkedHashMap<>();
		shape.put("type", content.type());
		if (content instanceof McpSchema.TextContent text) {
			put(shape, "text", text.text());
		}
		else if (content instanceof McpSchema.ImageContent image) {
			describe(shape, image.mimeType(), image.data());
		}
		else if (content instanceof McpSchema.AudioContent audio) {
			describe(shape, audio.mimeType(), audio.data());
		}
		else if (content instanceof McpSchema.EmbeddedResource embedded) {
			shape.put("resource", contents(embedded.resource()));
		}
		else if (content instanceof McpSchema.ResourceLink link) {
			put(shape, "uri", link.uri());
			put(shape, "name", link.name());
		}
		return shape;
	}

	private static Map<String, Object> contents(McpSchema.ResourceContents contents) {
		Map<String, Object> shape = new LinkedHashMap<>();
		put(shape, "uri", contents.uri());
		if (contents instanceof McpSchema.TextResourceContents text) {
			put(shape, "mime_type", text.mimeType());
			put(shape, "text", text.text());
		}
		else if (contents instanceof McpSchema.BlobResourceContents blob) {
			describe(shape, blob.mimeType(), blob.blob());
		}
		return shape;
	}

	private static void describe(Map<String, Object> shape, @Nullable String mimeType, @Nullable String base64) {
		put(shape, "mime_type", mimeType);
		if (base64 != null) {
			shape.put("data", InlineMedia.of(mimeType, null, base64));
		}
	}

	private static void put(Map<String, Object> shape, String name, @Nullable Object value) {
		if (value != null) {
			shape.put(name, value);
		}
	}

	/**
	 * Spring AI writes what a method returns as JSON, a text too.
	 */
	private static @Nullable Object parsed(@Nullable String text) {
		if (text == null || text.isEmpty() || "{[\"".indexOf(text.charAt(0)) < 0) {
			return text;
		}
		try {
			return JsonMapper.shared().readTree(text);
		}
		catch (JacksonException ex) {
			return text;
		}
	}

}
