package dev.gai.braintrust.cost.catalog;

import java.util.List;
import java.util.Set;

/** What a price file says. */
record PriceFileContent(String source, List<PriceProvider> providers, Set<String> ignoredUnits) {

}
