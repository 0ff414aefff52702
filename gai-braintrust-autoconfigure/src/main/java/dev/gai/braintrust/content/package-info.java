/**
 * Turns what a call was given and gave back into plain trees of text, numbers, lists and
 * maps, cuts what is too long and masks what is secret. It sends nothing anywhere.
 */
@NullMarked
package dev.gai.braintrust.content;

import org.jspecify.annotations.NullMarked;
