/**
 * Copies values of the application into plain trees of text, numbers, lists and maps that
 * nobody changes any more: on the caller's thread, within bounds, and without touching
 * what must not be read. Of entities of JPA only that is copied which is loaded.
 */
@NullMarked
package dev.gai.braintrust.content.snapshot;

import org.jspecify.annotations.NullMarked;
