/**
 * Requests of test clients say which test they belong to. Each client is optional.
 */
@NullMarked
@Internal
package dev.gai.braintrust.test.web;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
