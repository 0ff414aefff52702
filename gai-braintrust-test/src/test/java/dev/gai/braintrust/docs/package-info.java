/**
 * What the pages of the documentation show, as an application would have it.
 */
@NullMarked
package dev.gai.braintrust.docs;

import org.jspecify.annotations.NullMarked;
