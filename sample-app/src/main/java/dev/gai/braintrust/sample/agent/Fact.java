package dev.gai.braintrust.sample.agent;

/**
 * What the search finds: the revenue of a sector, in billions. The figures are made up.
 *
 * @param sector the sector
 * @param before revenue of the year before
 * @param now revenue of this year
 */
record Fact(String sector, double before, double now) {

}
