/**
 * Copies values of the application into plain trees of text, numbers, lists and maps that
 * nobody changes any more: on the caller's thread, within bounds, and without touching
 * what must not be read.
 */
@NullMarked
package dev.gai.braintrust.content.snapshot;

import org.jspecify.annotations.NullMarked;
