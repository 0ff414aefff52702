package dev.gai.braintrust.sample.warehouse;

/**
 * What is in stock.
 *
 * @param article the article
 * @param pieces how many there are
 */
record Stock(String article, int pieces) {

}
