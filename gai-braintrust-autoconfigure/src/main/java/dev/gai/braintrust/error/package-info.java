/**
 * What an exception means: its category, whether another attempt may help, and when. How
 * attempts are made lives in {@code retry}, what is shown of an error in {@code export}.
 */
@NullMarked
package dev.gai.braintrust.error;

import org.jspecify.annotations.NullMarked;
