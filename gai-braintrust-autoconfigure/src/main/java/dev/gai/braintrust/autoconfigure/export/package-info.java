/**
 * What auto-configurations of the export share: its settings in its own terms, its
 * sampling, its health and the events of its outages.
 */
@NullMarked
@Internal
package dev.gai.braintrust.autoconfigure.export;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
