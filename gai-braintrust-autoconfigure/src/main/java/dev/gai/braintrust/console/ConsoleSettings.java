package dev.gai.braintrust.console;

import org.jspecify.annotations.Nullable;

/**
 * What the console is told of the application.
 *
 * @param path path of the page below the application's own, for example {@code /gai}
 * @param maxTraces the most traces that are kept
 * @param contentCaptured whether content is captured at all
 * @param persistent whether traces are there again after a restart
 * @param application name of the application, if it has one
 * @param version version of this library
 * @param parent the Braintrust object that spans belong to
 * @param sentTo where rows are sent, {@code null} if they are not
 * @param notSent why rows are not sent, {@code null} if they are
 * @param permalink address of a span in Braintrust with <code>{trace}</code> and
 * <code>{span}</code> in it, {@code null} if it is not known
 * @param addressesForwarded whether the application believes a proxy where a request
 * comes from; then nobody is let in
 * @since 0.1.0
 */
public record ConsoleSettings(String path, int maxTraces, boolean contentCaptured, boolean persistent,
		@Nullable String application, String version, String parent, @Nullable String sentTo, @Nullable String notSent,
		@Nullable String permalink, boolean addressesForwarded) {

}
