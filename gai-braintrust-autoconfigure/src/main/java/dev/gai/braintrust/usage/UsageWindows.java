package dev.gai.braintrust.usage;

import dev.gai.braintrust.promise.Internal;

/**
 * Sums of calls over three times.
 *
 * @param total since the application started
 * @param lastHour over the last hour, to the minute: the minute that began an hour ago is
 * in
 * @param lastDay over the last 24 hours, to half an hour
 * @since 0.1.0
 */
@Internal
public record UsageWindows(UsageFigures total, UsageFigures lastHour, UsageFigures lastDay) {

}
