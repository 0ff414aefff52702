/**
 * What a model answered, and how it is read from the JSON of providers and from the
 * results that carry it. How each provider counts tokens is known here alone.
 */
@NullMarked
package dev.gai.braintrust.response;

import org.jspecify.annotations.NullMarked;
