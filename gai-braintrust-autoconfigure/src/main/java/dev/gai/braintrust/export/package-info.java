/**
 * Takes ended spans off the caller's thread, shapes them into Braintrust rows and hands
 * the encoded bytes to {@code dev.gai.braintrust.delivery}.
 */
@NullMarked
package dev.gai.braintrust.export;

import org.jspecify.annotations.NullMarked;
