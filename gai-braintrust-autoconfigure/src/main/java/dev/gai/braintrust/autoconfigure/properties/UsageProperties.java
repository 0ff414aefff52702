package dev.gai.braintrust.autoconfigure.properties;

import java.util.List;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Figures of "/actuator/llmusage".
 *
 * @param metadataKeys Keys of metadata by whose values calls are summed up too, such as
 * "user_id".
 * @param maxKeys Largest number of values of each kind that are told apart. Further ones
 * are summed up as "other".
 * @since 0.1.0
 */
public record UsageProperties(@DefaultValue List<String> metadataKeys, @DefaultValue("200") int maxKeys) {

}
