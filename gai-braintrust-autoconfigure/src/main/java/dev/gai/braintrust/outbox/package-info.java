/**
 * What is sent to Braintrust's REST API after the spans it is about: kept in a log beside
 * that of the spans until Braintrust has taken it.
 */
@Internal
@NullMarked
package dev.gai.braintrust.outbox;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
