package dev.gai.braintrust.content.masking;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Names and values whose quotes are encoded: JSON in an address, in a form, in HTML, in
 * escape sequences; what PHP and Rails write; and what looks like it.
 */
class EncodedSecretsTests {

	@ParameterizedTest
	@ValueSource(strings = { "body=%7B%22user%22%3A%20%22joe%22%2C%20%22password%22%3A%20%22S3cr3tPw9x%22%7D",
			"GET /?q=%7B%22password%22%3A%22S3cr3tPw9x%22%7D HTTP/1.1",
			"payload=%7B%22a%22%3A%20%22%7B%5C%22api_key%5C%22%3A%20%5C%22S3cr3tPw9x%5C%22%7D%22%7D",
			"%257B%2522password%2522%253A%2522S3cr3tPw9x%2522%257D",
			"%7b%22pin%22%3a1234,%22password%22%3a%22S3cr3tPw9x%22%7d",
			"{&quot;user&quot;: &quot;joe&quot;, &quot;password&quot;: &quot;S3cr3tPw9x&quot;}",
			"<div data-config=\"{&quot;apiKey&quot;:&quot;S3cr3tPw9x&quot;}\">",
			"{&#34;password&#34;:&#34;S3cr3tPw9x&#34;}", "{&#x22;password&#x22;: &#x22;S3cr3tPw9x&#x22;}",
			"{&#39;password&#39;: &#39;S3cr3tPw9x&#39;}", "{\\u0022password\\u0022:\\u0022S3cr3tPw9x\\u0022}",
			"{\"body\":\"{\\u0022password\\u0022: \\u0022S3cr3tPw9x\\u0022}\"}",
			"a:1:{s:8:\"password\";s:10:\"S3cr3tPw9x\";}", "Authorization: Token token=\"S3cr3tPw9xS3cr3tPw9x\"",
			"password = \"\"\"S3cr3tPw9x\"\"\"",
			"{\"payload\":\"eyJzdWIiOiIxIn0\",\"signature\":\"83MbQRddHXqUoIR9h07ErfdUtrZpS3cr3tPw9x\"}" })
	void areMasked(String text) {
		DefaultMasking.assertHides("S3cr3tPw9x", text);
	}

	@Test
	void onlyTheValueIsReplaced() {
		String json = "{\"user\":\"joe\",\"password\":\"%s\",\"cards\":[1,2]}";

		assertThat(DefaultMasking.mask("q=" + encoded(json.formatted("S3cr3tPw9x")) + "&x=1"))
			.isEqualTo("q=" + encoded(json).replace("%25s", "[masked:secret]") + "&x=1");
		assertThat(DefaultMasking.mask("q=" + encoded("{\"pin\":4711,\"password\":12345}")))
			.isEqualTo("q=" + encoded("{\"pin\":\"M\",\"password\":\"M\"}").replace("M", "[masked:secret]"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "q=%7B%22name%22%3A%22Ada%22%7D", "100%22 and 200%22",
			"{&quot;name&quot;: &quot;Ada&quot;}", "He said &quot;password&quot; twice",
			"{\\u0022name\\u0022:\\u0022Ada\\u0022}", "%22%3A%zz%2", "&quot;: &#34", "a:1:{s:4:\"name\";s:3:\"Ada\";}",
			"{\"type\":\"signature\",\"signature\":\"Ada Lovelace\"}",
			"{\"thinking\":\"Hm\",\"signature\":\"EqoBCkgIARABGAIiQL2UoU0b1OHYi+yCHpBY7U6FQW8/FcoLewocJQPa2HnmLM+NECy50y44F/kD4SULFXi57buI9fAvyBwtyjlOiO0SDE3+r3spdg6PLOo9PBoMma2ku5OTAoR46j9VIjDRlvNmBvff7YW4WI9oU8XagaOBSxLPxElrhyuxppEn7m6bfT40dqBSTDrfiw4FYB4qEPETTI6TA6wtjGAAqmFqKTo=\"}",
			"token: \"\"\"Describes the token.\"\"\"", "He said &quot;the password is required&quot;.",
			"token=\"\"\"\"\"\"", "x = \"\"\"password\"\"\"" })
	void stayAsTheyAre(String text) {
		assertThat(DefaultMasking.mask(text)).isEqualTo(text);
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

}
