/**
 * Where models are asked: the host that a request goes to, and where the clients of
 * providers send theirs.
 */
@NullMarked
@Internal
package dev.gai.braintrust.request.server;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
