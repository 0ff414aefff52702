package dev.gai.braintrust.autoconfigure;

import java.util.List;

import dev.gai.braintrust.request.RequestType;

/**
 * Types of an optional library that stand for requests to a model.
 *
 * @param types the types
 */
record BuiltInRequestTypes(List<RequestType<?>> types) {

}
