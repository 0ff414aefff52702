package dev.gai.braintrust.autoconfigure;

import java.util.List;

import dev.gai.braintrust.response.ResponseReader;

/**
 * Readers for an optional library, asked after those of the application.
 *
 * @param readers the readers
 */
record BuiltInResponseReaders(List<ResponseReader<?>> readers) {

}
