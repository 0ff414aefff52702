/**
 * What is said when the application starts: where spans go, why they do not, and what
 * would keep them from going there once.
 */
@NullMarked
package dev.gai.braintrust.autoconfigure.startup;

import org.jspecify.annotations.NullMarked;
