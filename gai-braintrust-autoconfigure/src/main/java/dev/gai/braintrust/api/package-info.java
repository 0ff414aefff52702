/**
 * The REST API of Braintrust: one client, one base address, and the only place that sends
 * the API key there apart from the export. What uses it runs on threads of its own, never
 * on a caller's.
 */
@Internal
@NullMarked
package dev.gai.braintrust.api;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
