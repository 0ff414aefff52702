/**
 * What an eval came to: a file that can be read back, Markdown, one page that needs no
 * network, and an experiment in Braintrust, made at once or from that file later.
 */
@NullMarked
package dev.gai.braintrust.eval.upload;

import org.jspecify.annotations.NullMarked;
