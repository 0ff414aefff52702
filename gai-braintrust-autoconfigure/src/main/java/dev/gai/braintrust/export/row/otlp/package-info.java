/**
 * Spans as OTLP: written straight into the frame that is logged and sent, byte by byte as
 * OpenTelemetry's own marshaller would. Knows nothing of rows.
 */
@NullMarked
@Internal
package dev.gai.braintrust.export.row.otlp;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
