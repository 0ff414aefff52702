package dev.gai.braintrust.sample.demo;

/**
 * What became of one part of the demo.
 *
 * @param title title of the part, and name of its root span
 * @param text what it produced
 * @param traceId its trace, {@code null} if nothing is recorded
 * @param permalink its address in Braintrust, {@code null} if not known
 * @param error why it failed, {@code null} if it did not
 */
record PartResult(String title, String text, String traceId, String permalink, Exception error) {

}
