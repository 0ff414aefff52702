/**
 * What may be relied on, marked where it stands: a public type is either
 * {@link dev.gai.braintrust.promise.PublicApi} or
 * {@link dev.gai.braintrust.promise.Internal}. Knows no other package of this library.
 */
@NullMarked
@Internal
package dev.gai.braintrust.promise;

import org.jspecify.annotations.NullMarked;
