package dev.gai.braintrust.endpoint;

import java.util.Map;
import java.util.function.Supplier;

/**
 * A part of {@code /actuator/braintrust}: what something beside the export is doing.
 *
 * @param name name of the part
 * @param content its figures at this moment; must not wait and holds no secret
 * @since 0.1.0
 */
public record EndpointSection(String name, Supplier<Map<String, Object>> content) {

}
