/**
 * A page of the application on which its latest traces can be looked at, with its data,
 * its guard, and a door for each of Spring MVC and WebFlux. It shows rows as they are
 * sent; how a row is made, and whether it is sent, is no business of this package.
 */
@NullMarked
@Internal
package dev.gai.braintrust.console;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
