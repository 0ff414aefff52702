package dev.gai.braintrust.console;

import java.util.List;

/**
 * What has come.
 *
 * @param position the position after it
 * @param reset whether all that came before is to be forgotten
 * @param evictedTraces traces that had to go
 * @param omittedSpans spans of traces that had too many
 * @param rows the rows
 */
record RingChanges(RingPosition position, boolean reset, long evictedTraces, long omittedSpans, List<ShownRow> rows) {

}
