package dev.gai.braintrust.delivery.spool;

import dev.gai.braintrust.delivery.Frame;
import org.jspecify.annotations.Nullable;

/**
 * What is at one place of a segment.
 *
 * @param frame the frame, {@code null} if what is there is damaged
 * @param end where the next begins
 * @param nextIndex the index of the next
 * @param time when the frame was appended
 */
record Entry(@Nullable Frame frame, long end, int nextIndex, long time) {

}
