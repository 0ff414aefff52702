package dev.gai.braintrust.autoconfigure.properties;

import java.util.List;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Figures of "/actuator/llmusage".
 *
 * @param metadataKeys Metadata keys to break figures down by, such as "user_id".
 * @param maxKeys Maximum number of values per breakdown. Further values are aggregated as
 * "other".
 * @since 0.1.0
 */
public record UsageProperties(@DefaultValue List<String> metadataKeys, @DefaultValue("200") int maxKeys) {

}
