package dev.gai.braintrust.cost.catalog;

import dev.gai.braintrust.cost.ModelPrice;

/** A price and when it holds. */
record DatedPrice(PriceValidity when, ModelPrice price) {

}
