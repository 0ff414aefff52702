package dev.gai.braintrust.content.masking;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What code takes where a variable is not set, and further secrets of devices, databases,
 * builds and logins; and what looks like them.
 */
class FallbackSecretsTests {

	@ParameterizedTest
	@ValueSource(strings = { "process.env.API_KEY || \"S3cr3tPw9x\"", "process.env.DB_PASSWORD ?? 'S3cr3tPw9x';",
			"ENV[\"API_KEY\"] ||= \"S3cr3tPw9x\"", "getenv(\"DB_PASSWORD\") ?: \"S3cr3tPw9x\"",
			"env.get(\"TOKEN\").unwrap_or(\"S3cr3tPw9x\")", "os.environ.get('API_KEY') or 'S3cr3tPw9x'",
			"System.getenv(\"API_KEY\") ?: \"S3cr3tPw9x\"", "sys.env.get(\"DB_PASSWORD\").getOrElse(\"S3cr3tPw9x\")",
			"std::string token{\"S3cr3tPw9x\"};", "parser.add_argument(\"--password\", default=\"S3cr3tPw9x\")",
			"PRAGMA key = 'S3cr3tPw9x';", "ATTACH DATABASE 'x' AS y KEY 'S3cr3tPw9x';",
			"wireless.@wifi-iface[0].key='S3cr3tPw9x'", "uci set wireless.default_radio0.key=S3cr3tPw9x",
			"rootpw --plaintext S3cr3tPw9x", "echo -e \"S3cr3tPw9x\\nS3cr3tPw9x\" | passwd joe",
			"echo -e \"S3cr3tPw9x\\nS3cr3tPw9x\" | sudo passwd joe", "kadmin -p joe -w S3cr3tPw9x",
			"target: dev\npass: S3cr3tPw9x!", "[smtp]\nlogin : joe\npass : S3cr3tPw9x!",
			"{\"device_code\":\"aaaaaaaaaaaaaaaaS3cr3tPw9x\"}", "{\"code_verifier\":\"aaaaaaaaaaaaaaaaS3cr3tPw9x\"}",
			"SAMLResponse=aaaaaaaaaaaaaaaaS3cr3tPw9x", "::add-mask::S3cr3tPw9x",
			"git+https://aaaaaaaaaaaaS3cr3tPw9x:x-oauth-basic@github.com/a/b" })
	void areMasked(String text) {
		DefaultMasking.assertHides("S3cr3tPw9x", text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "process.env.API_KEY || ''", "process.env.API_KEY || fallback",
			"process.env.API_KEY || \"none\"", "const key = password || user", "token ?? default",
			"ENV[\"API_KEY\"] || raise", "getenv(\"HOME\") ?: \"/root\"", "env.get(\"TOKEN\").unwrap_or(\"\")",
			"env.get(\"TOKEN\").unwrap_or_default()", "password or passphrase", "std::string token{};",
			"parser.add_argument(\"--password\", help=\"The password\")",
			"parser.add_argument(\"--password\", required=True)", "PRAGMA key_count = 12;", "PRAGMA foreign_keys = ON;",
			"PRIMARY KEY 'id'", "network.key='value'", "rootpw --lock", "echo hello | grep passwd", "cat x | passwd",
			"pass: 12", "pass: 100%", "pass: the ball", "pass: 3 of 4 tests", "{\"device_code\":\"E42\"}",
			"code_verifier is required", "::add-mask::", "::warning::3 files", "wireless.radio0.channel=11" })
	void stayAsTheyAre(String text) {
		DefaultMasking.assertLeaves(text);
	}

}
