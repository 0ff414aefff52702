/**
 * Calls through the Model Context Protocol: clients tell servers which span calls,
 * servers continue the trace of callers they trust. No other package knows the MCP SDK.
 */
@NullMarked
@Internal
package dev.gai.braintrust.mcp;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
