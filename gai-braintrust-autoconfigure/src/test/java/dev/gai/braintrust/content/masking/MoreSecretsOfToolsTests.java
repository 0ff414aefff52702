package dev.gai.braintrust.content.masking;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Secrets of more tools, headers and states of infrastructure, sentences in more
 * languages; and what looks like them.
 */
class MoreSecretsOfToolsTests {

	@ParameterizedTest
	@ValueSource(strings = { "chamber write shop API_KEY S3cr3tPw9x", "chamber write shop db_password S3cr3tPw9x",
			"password <<EOF\nS3cr3tPw9x\nEOF", "Login failed for joe/S3cr3tPw9x",
			"login failed for user joe/S3cr3tPw9x: denied", "X-Honeycomb-Team: S3cr3tPw9x",
			"curl -H \"X-Honeycomb-Team: S3cr3tPw9x\" https://api.honeycomb.io/1/events/x",
			"{\"X-Honeycomb-Team\": \"S3cr3tPw9x\"}", "X-JFrog-Art-Api: S3cr3tPw9x",
			"curl -H 'X-JFrog-Art-Api:S3cr3tPw9x' https://acme.jfrog.io/x",
			"vault write auth/approle/login role_id=r secret_id=S3cr3tPw9x", "htpasswd -bc /etc/x joe S3cr3tPw9x",
			"curl -E cert.pem:S3cr3tPw9x https://x", "otpauth-migration://offline?data=CjUKS3cr3tPw9xEgVK",
			"bw login joe@example.org S3cr3tPw9x", "esxcli -u root -p S3cr3tPw9x",
			"impacket-psexec dom/joe:S3cr3tPw9x@host", "eas secret:create --name X --value S3cr3tPw9x",
			"passordet er S3cr3tPw9x", "parol\u0103 este S3cr3tPw9x",
			"\u043f\u0430\u0440\u043e\u043b\u044c \u043e\u0442 \u0431\u0430\u0437\u044b \u2014 S3cr3tPw9x",
			"\ube44\ubc00\ubc88\ud638\ub294 S3cr3tPw9x \uc785\ub2c8\ub2e4", "m\u1eadt kh\u1ea9u l\u00e0 S3cr3tPw9x",
			"\u0e23\u0e2b\u0e31\u0e2a\u0e1c\u0e48\u0e32\u0e19\u0e04\u0e37\u0e2d S3cr3tPw9x",
			"\u05d4\u05e1\u05d9\u05e1\u05de\u05d4 \u05d4\u05d9\u05d0 S3cr3tPw9x",
			"\u0643\u0644\u0645\u0629 \u0627\u0644\u0645\u0631\u0648\u0631 \u0647\u064a S3cr3tPw9x" })
	void areMasked(String text) {
		DefaultMasking.assertHides("S3cr3tPw9x", text);
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"{\"type\":\"random_password\",\"name\":\"db\",\"instances\":[{\"attributes\":{\"length\":16,\"result\":\"%s\"}}]}",
			"{\n  \"type\": \"random_password\",\n  \"name\": \"db\",\n  \"attributes\": {\n    \"result\": \"%s\"\n  }\n}",
			"{\"text\":\"{\\\"type\\\":\\\"random_password\\\",\\\"attributes\\\":{\\\"result\\\":\\\"%s\\\"}}\"}" })
	void passwordsThatTerraformHasMadeAreMasked(String form) {
		assertThat(DefaultMasking.mask(form.formatted("hQ7#kkVuQn!2"))).isEqualTo(form.formatted("[masked:secret]"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "My recovery phrase is %s", "the seed phrase is %s" })
	void phrasesOfWalletsAreMasked(String form) {
		String phrase = "witch collapse practice feed shame open despair creek road again ice least";
		assertThat(DefaultMasking.mask(form.formatted(phrase))).isEqualTo(form.formatted("[masked:secret]"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "minisign encrypted secret key", "signify secret key" })
	void keysOfSignersAreMasked(String comment) {
		String key = "RWRTY0IyZHpUYm9jY3lqUWhTdkZ4b1ZtN0tRZ1Q5c2hPd0xrNWJ6Q2dYd0pqUXBOQkFBQUFC";
		String text = "untrusted comment: " + comment + "\n%s\n";
		assertThat(DefaultMasking.mask(text.formatted(key))).isEqualTo(text.formatted("[masked:secret]"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{ \"type\": \"password\",\n  \"name\": \"email\" }",
			"const field = {\n  type: 'password',\n  name: 'pw2',\n}", "{ type: password,\n  name: email }",
			"  \"type\": \"random_password\",\n  \"name\": \"db\",\n  \"provider\": \"x\",",
			"my recovery phrase is twelve words long and should be kept offline", "Passordet er for kort",
			"cat <<EOF\nhello1 world\nEOF", "cat > secrets.txt <<EOF\nhello123\nEOF", "Login failed for user joe/admin",
			"Login failed for user: none", "X-Team: 42abc", "X-Honeycomb-Team: <your key>",
			"X-Honeycomb-Team header is missing", "{\"team\": \"S3cr3tPw9x\", \"api\": \"S3cr3tPw9x\"}",
			"htpasswd -c /etc/x joe", "curl -E cert.pem https://x", "bw login joe@example.org",
			"chamber read shop api_key", "chamber write shop api_key -", "otpauth-migration is a scheme",
			"\u041f\u0430\u0440\u043e\u043b\u044c \u2014 \u044d\u0442\u043e \u0441\u043b\u043e\u0432\u043e",
			"m\u1eadt kh\u1ea9u l\u00e0 b\u1eaft bu\u1ed9c", "The secret key is stored elsewhere",
			"untrusted comment: minisign public key ABC", "impacket-psexec dom/joe@host",
			"String password;\nint age;" })
	void stayAsTheyAre(String text) {
		DefaultMasking.assertLeaves(text);
	}

}
