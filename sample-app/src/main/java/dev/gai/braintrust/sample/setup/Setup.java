package dev.gai.braintrust.sample.setup;

/**
 * What is embedded and what is real.
 *
 * @param scriptedLlm whether the model is the scripted one
 * @param embeddedCollector whether the traces go to the collector in this process
 */
public record Setup(boolean scriptedLlm, boolean embeddedCollector) {

}
