package dev.gai.braintrust.sample.agent;

/**
 * What the calculator found out.
 *
 * @param sector the sector
 * @param percent how much its revenue grew
 */
record Growth(String sector, double percent) {

}
