/**
 * The span log on disk: frames in segment files of a folder that belongs to this process,
 * taken over by the next one if this one ends before they are delivered. It knows files,
 * not spans and not the network.
 */
@NullMarked
@Internal
package dev.gai.braintrust.delivery.spool;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
