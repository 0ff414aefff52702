package dev.gai.braintrust.sample.assistant;

import java.util.List;

/**
 * A customer to be.
 *
 * @param company name of the company
 * @param tier what it pays for
 * @param seats how many people would use it
 * @param trial whether it is trying
 * @param conversionScore how likely it is to stay, from 0 to 1
 * @param featuresUsed what it uses
 */
public record Lead(String company, String tier, int seats, boolean trial, double conversionScore,
		List<String> featuresUsed) {

}
