/**
 * How much of a model was used, as each provider counts it, and the JSON that says so.
 */
@NullMarked
package dev.gai.braintrust.response.usage;

import org.jspecify.annotations.NullMarked;
