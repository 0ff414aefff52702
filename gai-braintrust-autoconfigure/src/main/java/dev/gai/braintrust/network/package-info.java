/**
 * How requests of our own reach their servers: which certificates are trusted and shown,
 * and which proxy is between. Nothing of it is set for the JVM as a whole, so that the
 * application's own requests are not touched.
 */
@Internal
@NullMarked
package dev.gai.braintrust.network;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
