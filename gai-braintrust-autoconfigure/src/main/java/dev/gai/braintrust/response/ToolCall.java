package dev.gai.braintrust.response;

import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;

/**
 * A call of a tool that a model asked for.
 *
 * @param id identifies the call; the {@link Message#tool(String, String) answer} repeats
 * it
 * @param name name of the tool
 * @param arguments the arguments as JSON text, as the model wrote it, even if malformed
 * @since 0.1.0
 */
@PublicApi
public record ToolCall(@Nullable String id, String name, @Nullable String arguments) {

}
