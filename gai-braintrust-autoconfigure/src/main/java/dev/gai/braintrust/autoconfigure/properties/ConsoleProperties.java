package dev.gai.braintrust.autoconfigure.properties;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Console that shows the latest traces during development. It answers only a browser on
 * the same machine.
 *
 * @param enabled Whether to serve the console. Enabled by Spring Boot DevTools.
 * @param path Path of the console.
 * @param maxTraces Maximum number of traces to keep for the console.
 * @param persistent Whether to keep traces across restarts, in files that only this user
 * can read.
 * @since 0.1.0
 */
public record ConsoleProperties(@DefaultValue("false") boolean enabled, @DefaultValue("/gai") String path,
		@DefaultValue("500") int maxTraces, @DefaultValue("true") boolean persistent) {

}
