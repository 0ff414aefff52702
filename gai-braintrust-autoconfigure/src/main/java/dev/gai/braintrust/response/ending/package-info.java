/**
 * How an answer has ended: the reasons for which models stop, and errors of providers
 * that come in place of an answer.
 */
@NullMarked
package dev.gai.braintrust.response.ending;

import org.jspecify.annotations.NullMarked;
