/**
 * Tests on what an application's assistant did: its traces are recorded in memory, in the
 * form in which they would be sent, and asserted on. A trace is also an indented text,
 * which patterns are matched against.
 */
@NullMarked
package dev.gai.braintrust.test;

import org.jspecify.annotations.NullMarked;
