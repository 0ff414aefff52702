package dev.gai.braintrust.cost;

/** A price and when it holds. */
record DatedPrice(When when, ModelPrice price) {

}
