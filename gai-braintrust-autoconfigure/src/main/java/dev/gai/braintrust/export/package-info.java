/**
 * Takes ended spans off the caller's thread, and puts together what becomes of them: they
 * wait in {@code live} until it is known whether they are kept, become rows in
 * {@code row}, and go as bytes to {@code dev.gai.braintrust.delivery}.
 */
@NullMarked
package dev.gai.braintrust.export;

import org.jspecify.annotations.NullMarked;
