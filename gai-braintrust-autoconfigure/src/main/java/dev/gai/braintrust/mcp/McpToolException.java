package dev.gai.braintrust.mcp;

/**
 * A tool of a server has answered that it failed. Nobody is thrown this; it is what the
 * span of the tool says where the exception itself is not known.
 */
final class McpToolException extends RuntimeException {

	McpToolException(String message) {
		super(message, null, false, false);
	}

}
