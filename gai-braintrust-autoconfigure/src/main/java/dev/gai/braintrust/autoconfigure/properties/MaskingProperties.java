package dev.gai.braintrust.autoconfigure.properties;

import java.util.List;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Masking of secrets.
 *
 * @param enabled Whether to mask API keys, bearer tokens, private keys and card numbers.
 * @param builtins Kinds of values to mask without a pattern of your own: secrets, cards,
 * emails, phones, ibans.
 * @param patterns Regular expressions that match additional secrets to mask.
 * @since 0.1.0
 */
public record MaskingProperties(@DefaultValue("true") boolean enabled, @DefaultValue( {
		"secrets", "cards" }) List<String> builtins, @DefaultValue List<String> patterns){

}
