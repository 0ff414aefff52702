package dev.gai.braintrust.content.masking;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Secrets that command lines configure, texts of several lines in HCL and scripts, tokens
 * that lines break, states of Terraform; and what looks like them.
 */
class ConfiguredSecretsTests {

	private static final String HEADER = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";

	private static final String SIGNATURE = "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c";

	@ParameterizedTest
	@ValueSource(strings = { "gh secret set NAME -b S3cr3tPw9x", "gh secret set NAME -bS3cr3tPw9x",
			"gh secret set -b\"S3cr3tPw9x\" DEPLOY", "gh secret set NAME --body S3cr3tPw9x",
			"gh secret set NAME --body=\"S3cr3tPw9x\"", "echo \"S3cr3tPw9x\" | gh secret set DEPLOY",
			"npm config set _auth S3cr3tPw9x", "npm config set _auth=S3cr3tPw9x",
			"npm config set //npm.example.com/:_authToken S3cr3tPw9x", "//registry/:_authToken=S3cr3tPw9x",
			"password = <<EOF\nS3cr3tPw9x\nEOF", "db_password = <<-EOT\n    S3cr3tPw9x\n  EOT",
			"api_key = <<~KEY\n  S3cr3tPw9x\nKEY", "$password = <<<'EOT'\nS3cr3tPw9x\nEOT;",
			"Bad credentials for joe/S3cr3tPw9x", "BUNDLE_GEMS__CONTRIBSYS__COM=joe:S3cr3tPw9x",
			"export BUNDLE_GITHUB__COM=\"x-access-token:S3cr3tPw9x\"", "X-Insert-Key: S3cr3tPw9x",
			"{\"private_key_pem\":\"S3cr3tPw9x\"}" })
	void areMasked(String text) {
		DefaultMasking.assertHides("S3cr3tPw9x", text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "gh secret set NAME < file.txt", "gh secret set -f .env", "gh pr create --body text42text",
			"gh pr create -b text42text", "npm config set registry https://npm.example.com/",
			"npm config set _auth ${NPM_TOKEN}", "npm config get _auth", "cat <<EOF\nhello world 2026\nEOF",
			"description = <<EOF\nmodule42\nEOF", "password = <<EOF\n${var.password}\nEOF",
			"policy = <<POLICY\n{\"Version\":\"2012-10-17\"}\nPOLICY", "token << 2",
			"std::cout << password << std::endl;", "password = x << 3", "Bad credentials for joe",
			"Bad credentials for joe/admin", "Credentials for joe/admin42 are there", "BUNDLE_WITHOUT=development:test",
			"BUNDLE_PATH=vendor:bundle", "{\"public_key_pem\":\"abcdefgh12\"}", "team: platform42", "api: v1beta42",
			"{\"api\":\"orders42\"}" })
	void stayAsTheyAre(String text) {
		DefaultMasking.assertLeaves(text);
	}

	@Test
	void goOnInTheNextLinesWhereTheseAreEquallyLong() {
		String whole = HEADER + ".eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ."
				+ SIGNATURE;
		for (int width : new int[] { 40, 64, 76 }) {
			for (String end : new String[] { "\n", "\r\n", "\\n", "\n    " }) {
				String broken = whole.replaceAll("(.{" + width + "})(?=.)", "$1" + end.replace("\\", "\\\\"));
				assertThat(DefaultMasking.mask("Here:\n" + broken + "\nand left"))
					.doesNotContain(SIGNATURE.substring(0, 8))
					.doesNotContain("IiwibmFt")
					.startsWith("Here:\n")
					.endsWith("\nand left");
			}
		}
	}

	@Test
	void goOnInTheNextLinesWhereEachHasAPart() {
		assertThat(DefaultMasking
			.mask(HEADER + ".\neyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4ifQ.\n" + SIGNATURE + "\nbye"))
			.endsWith("\nbye")
			.doesNotContain(SIGNATURE);
	}

	@ParameterizedTest
	@ValueSource(strings = { HEADER + " is a header\nand the next line", HEADER + "\nis a header of a token in a text",
			"the header\n" + HEADER + ".\nThe rest.of it\nis.missing" })
	void endWithTheirLineWhereTheyAreNoTokens(String text) {
		assertThat(DefaultMasking.mask(text)).isEqualTo(text);
	}

}
