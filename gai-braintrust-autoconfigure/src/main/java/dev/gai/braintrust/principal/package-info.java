/**
 * Who a request is made for, as its security says: the user of all spans below it.
 */
@Internal
@NullMarked
package dev.gai.braintrust.principal;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
