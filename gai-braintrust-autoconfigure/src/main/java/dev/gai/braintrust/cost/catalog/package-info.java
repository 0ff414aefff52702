/**
 * Where prices come from: files in the format of genai-prices, bundled or fetched, and
 * what the application states itself. What a usage costs by a price lives in the room
 * above.
 */
@NullMarked
@Internal
package dev.gai.braintrust.cost.catalog;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
