/**
 * The annotations that an application puts on its methods and parameters. They carry no
 * behaviour: {@code dev.gai.braintrust.aspect} reads them.
 */
@NullMarked
package dev.gai.braintrust.annotation;

import org.jspecify.annotations.NullMarked;
