package dev.gai.braintrust.export.row;

/**
 * A field of a row that has been written as JSON.
 *
 * @param name name of the field, for example {@code input}
 * @param attribute the attribute that carries it
 * @param tree its value, masked
 * @param json its value as JSON, cut to its limit
 * @param truncated whether it was cut
 * @param bytes length of the JSON in UTF-8
 * @param limit the most bytes of the JSON
 */
record RowField(String name, String attribute, Object tree, String json, boolean truncated, int bytes, int limit) {

}
