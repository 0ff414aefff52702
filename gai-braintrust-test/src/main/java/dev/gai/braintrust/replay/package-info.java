/**
 * Tests that ask a model once and are answered from files ever after: a server takes the
 * place of the provider, and answers requests or passes them on and keeps the answers.
 */
@NullMarked
package dev.gai.braintrust.replay;

import org.jspecify.annotations.NullMarked;
