package dev.gai.braintrust.content.masking;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Secrets that tools of networks, databases and platforms take at a place of their own,
 * settings of .NET and Hadoop, tokens of forms; and what looks like them.
 */
class SecretsOfToolsTests {

	@ParameterizedTest
	@ValueSource(strings = { "nmcli con modify home wifi-sec.psk S3cr3tPw9x",
			"nmcli con modify home 802-11-wireless-security.psk S3cr3tPw9x",
			"wpa_cli -i wlan0 set_network 0 psk '\"S3cr3tPw9x\"'", "wpa_cli set_network 0 psk S3cr3tPw9x",
			"isql MYDSN joe S3cr3tPw9x", "isql -v MYDSN joe S3cr3tPw9x -b",
			"db2 connect to sample user joe using S3cr3tPw9x", "db2 \"connect to sample user joe using S3cr3tPw9x\"",
			"smbclient //h/s S3cr3tPw9x", "smbclient '\\\\host\\share' S3cr3tPw9x",
			"expect \"assword:\" { send \"S3cr3tPw9x\\r\" }", "expect \"*assword:*\"\nsend \"S3cr3tPw9x\\r\"",
			"expect -re \"(P|p)assword:\" {send -- \"S3cr3tPw9x\\n\"}",
			"dotnet user-secrets set \"Jwt:Key\" \"S3cr3tPw9x\"", "[\"Jwt:Key\"] = \"aaaS3cr3tPw9x\"",
			"{\"JwtSettings:Key\": \"aaaS3cr3tPw9x\"}", "config[\"AuthOptions:Key\"] = \"aaaS3cr3tPw9x\"",
			"_csrf=aaaaaaaaaaaaaS3cr3tPw9x&user=joe", "{\"_csrf\":\"aaaaaaaaaaaaaS3cr3tPw9x\"}",
			"<input type=\"hidden\" name=\"_csrf\" value=\"aaaaaaaaaaaaaS3cr3tPw9x\"/>",
			"csrfmiddlewaretoken=aaaaaaaaaaaaaS3cr3tPw9x" })
	void areMasked(String text) {
		DefaultMasking.assertHides("S3cr3tPw9x", text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "slmgr /ipk %s", "cscript slmgr.vbs -ipk %s", "{\"ProductKey\":\"%s\"}" })
	void keysOfProductsAreMasked(String form) {
		String key = "73FOT-YPVYM-RYSCX-INJID-REDNY";
		assertThat(DefaultMasking.mask(form.formatted(key))).isEqualTo(form.formatted("[masked:secret]"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "fs.azure.account.key.acme.dfs.core.windows.net=%s",
			"spark.conf.set(\"fs.azure.account.key.acme.blob.core.windows.net\", \"%s\")",
			"<name>fs.azure.account.key.acme.blob.core.windows.net</name>\n  <value>%s</value>",
			"{\"fs.azure.account.key.acme.dfs.core.windows.net\": \"%s\"}",
			"spark.hadoop.fs.azure.account.key.acme.dfs.core.windows.net %s" })
	void keysCalledAfterAHostAreMasked(String form) {
		String key = "lG7hHtosI5MDnV0heqNfxmJnINXcwFaXbdT2dpbPGPcJpgSxeUXAS43sgkNhKyJO";
		assertThat(DefaultMasking.mask(form.formatted(key))).isEqualTo(form.formatted("[masked:secret]"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "manage-bde -unlock C: -rp %s", "Recovery Key:\n  %s", "%s" })
	void keysOfDisksAreMasked(String form) {
		String key = "024509-286102-636001-693261-118676-379207-641891-480683";
		assertThat(DefaultMasking.mask(form.formatted(key))).doesNotContain("286102");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nmcli con modify home wifi-sec.key-mgmt wpa-psk", "wpa_cli status", "isql is a tool",
			"isql -v MYDSN", "Use isql for testing queries", "db2 connect to sample", "db2 list tables using text",
			"smbclient //h/s -N", "smbclient -L host", "expect \"ogin:\"\nsend \"joe\\r\"", "slmgr /dlv", "slmgr /ipk",
			"{\"Logging:Key\": \"console\"}", "{\"csrf\": \"disabled\"}", "csrf: enabled", "csrf=false",
			"<input name=\"csrf\" value=\"on\"/>", "http.csrf().disable()", "{\"product_key\": \"shoes-blue-42\"}",
			"the product key: see the box", "fs.azure.account.key.acme.dfs.core.windows.net=<key>",
			"fs.azure.account.auth.type=OAuth", "mkosi --root-password random",
			"virt-customize --root-password disabled", "virt-builder fedora --root-password locked --size 10G",
			"pulumi config set --secret dbPassword", "pulumi config set --secret name", "024509-286102-636001",
			"12345-67890-12345-67890", "prod:web-1|2026-11-30" })
	void stayAsTheyAre(String text) {
		DefaultMasking.assertLeaves(text);
	}

}
