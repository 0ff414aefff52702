package dev.gai.braintrust.content.masking;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SecretsByPlaceTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\u00a7',
			textBlock = """
					https://joe:hunter2@example.org/x | https://joe:§@example.org/x
					postgres://app:p%40ss@db:5432/app | postgres://app:§@db:5432/app
					postgresql+asyncpg://app:pa:ss@db/app | postgresql+asyncpg://app:§@db/app
					mongodb+srv://app:swordfish@c.mongodb.net/?w=1 | mongodb+srv://app:§@c.mongodb.net/?w=1
					redis://:swordfish@cache:6379/0 | redis://:§@cache:6379/0
					amqps://guest:guest1@mq:5671/%2f | amqps://guest:§@mq:5671/%2f
					ftp://joe:p@ss@files.example.org | ftp://joe:§@files.example.org
					git clone https://0123456789abcdef0123456789abcdef@git.example.org/r.git | git clone https://§@git.example.org/r.git
					jdbc:oracle:thin:scott/tiger@db:1521:orcl | jdbc:oracle:thin:scott/§@db:1521:orcl
					root:swordfish@tcp(127.0.0.1:3306)/app | root:§@tcp(127.0.0.1:3306)/app
					GET /v1?api_key=abcdef&q=1 | GET /v1?api_key=§&q=1
					https://x.org/cb?state=1&access_token=abc.def#top | https://x.org/cb?state=1&access_token=§
					https://x.org/?q=1&amp;token=abcdef&amp;r=2 | https://x.org/?q=1&amp;token=§&amp;r=2
					https://a.blob.core.windows.net/c/b?sv=2022&se=2026-01-01&sr=b&sig=Ab3%2Fcd%2BEf9hIjKlMnOpQrStUv%3D | https://a.blob.core.windows.net/c/b?sv=2022&se=2026-01-01&sr=b&sig=§
					https://b.s3.amazonaws.com/k?X-Amz-Expires=60&X-Amz-Signature=0123456789abcdef0123456789abcdef | https://b.s3.amazonaws.com/k?X-Amz-Expires=60&X-Amz-Signature=§
					https://b.s3.amazonaws.com/k?X-Amz-Security-Token=IQoJb3JpZ2lu&X-Amz-Date=1 | https://b.s3.amazonaws.com/k?X-Amz-Security-Token=§&X-Amz-Date=1
					https://storage.googleapis.com/b/o?X-Goog-Signature=0123456789abcdef0123456789abcdef | https://storage.googleapis.com/b/o?X-Goog-Signature=§
					https://f.azurewebsites.net/api/f?code=Ab3cd9EfhIjKlMnOpQrStUvWxYz012345 | https://f.azurewebsites.net/api/f?code=§
					redirect=https%3A%2F%2Fx.org%3Fapi_key%3Dabcdef%26q%3D1 | redirect=https%3A%2F%2Fx.org%3Fapi_key%3D§%26q%3D1
					""")
	void masksCredentialsInAddresses(String text, String masked) {
		assertMasked(text, masked);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\u00a7',
			textBlock = """
					DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=Zm9vYmFyYmF6cXV4Cg==;EndpointSuffix=core.windows.net | DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=§;EndpointSuffix=core.windows.net
					Endpoint=sb://acme.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=Zm9vYmFy= | Endpoint=sb://acme.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=§
					Server=db;Database=app;User Id=sa;Password=p@ss,word!;Encrypt=true | Server=db;Database=app;User Id=sa;Password=§;Encrypt=true
					Server=db;Uid=app;Pwd=swordfish; | Server=db;Uid=app;Pwd=§;
					jdbc:postgresql://db/app?user=app&password=swordfish&ssl=true | jdbc:postgresql://db/app?user=app&password=§&ssl=true
					jdbc:sqlserver://db:1433;databaseName=app;user=sa;password=swordfish;encrypt=true | jdbc:sqlserver://db:1433;databaseName=app;user=sa;password=§;encrypt=true
					host=db port=5432 dbname=app user=app password=swordfish sslmode=require | host=db port=5432 dbname=app user=app password=§ sslmode=require
					cache.redis.net:6380,password=swordfish=,ssl=True | cache.redis.net:6380,password=§,ssl=True
					HostName=h.azure-devices.net;DeviceId=d;SharedAccessKey=c3dvcmRmaXNo | HostName=h.azure-devices.net;DeviceId=d;SharedAccessKey=§
					InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=https://x | InstrumentationKey=§;IngestionEndpoint=https://x
					""")
	void masksCredentialsInConnectionStrings(String text, String masked) {
		assertMasked(text, masked);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\u00a7', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
			AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY | AWS_SECRET_ACCESS_KEY=§
			aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY | aws_secret_access_key = §
			export FOO_TOKEN=swordfish | export FOO_TOKEN=§
			export FOO_TOKEN="sword fish" && run | export FOO_TOKEN="§" && run
			set DB_PASSWORD='sword' | set DB_PASSWORD='§'
			docker run -e POSTGRES_PASSWORD=swordfish -p 80:80 x | docker run -e POSTGRES_PASSWORD=§ -p 80:80 x
			spring.datasource.password=sword,fish | spring.datasource.password=§
			spring.ai.openai.api-key: swordfish | spring.ai.openai.api-key: §
			db_password: hunter2 # old | db_password: § # old
			client-secret: "sword" | client-secret: "§"
			{"db_password": "sword", "x": 1} | {"db_password": "§", "x": 1}
			{"secretKey":"sword"} | {"secretKey":"§"}
			{password=swordfish, user=joe} | {password=§, user=joe}
			Login[user=joe, password=swordfish] | Login[user=joe, password=§]
			PGPASSWORD=swordfish psql | PGPASSWORD=§ psql
			MYSQL_PWD=swordfish | MYSQL_PWD=§
			//npm.example.com/:_authToken=swordfish | //npm.example.com/:_authToken=§
			DATABASE_URL=postgres://app:swordfish@db/app | DATABASE_URL=postgres://app:§@db/app
			OPENAI_KEY=swordfish | OPENAI_KEY=§
			password := "swordfish" | password := "§"
			:password => "swordfish" | :password => "§"
			config["api_key"] = "swordfish" | config["api_key"] = "§"
			<password>swordfish</password> | <password>§</password>
			<ns:ClientSecret>sword fish</ns:ClientSecret> | <ns:ClientSecret>§</ns:ClientSecret>
			<add key="ApiKey" value="swordfish"/> | <add key="ApiKey" value="§"/>
			<property name="password" value="swordfish"/> | <property name="password" value="§"/>
			<entry key="db.password">swordfish</entry> | <entry key="db.password">§</entry>
			{"name":"DB_PASSWORD","value":"swordfish"} | {"name":"DB_PASSWORD","value":"§"}
			mysql --user joe --password swordfish app | mysql --user joe --password § app
			tool --api-key=swordfish --verbose | tool --api-key=§ --verbose
			curl -u joe:swordfish https://x.org | curl -u joe:§ https://x.org
			curl --user 'joe:swordfish' https://x.org | curl --user 'joe:§' https://x.org
			API key: abc123def456 | API key: §
			Your password: hunter2 | Your password: §
			passphrase: "correct horse battery staple" | passphrase: "§"
			""")
	void masksSecretsInSettingsAndCode(String text, String masked) {
		assertMasked(text, masked);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\u00a7',
			textBlock = """
					api-key: swordfish | api-key: §
					x-api-key: swordfish | x-api-key: §
					X-Goog-Api-Key: sword-fish | X-Goog-Api-Key: §
					Ocp-Apim-Subscription-Key: 0123456789abcdef | Ocp-Apim-Subscription-Key: §
					X-Auth-Token: swordfish | X-Auth-Token: §
					X-Vault-Token: swordfish | X-Vault-Token: §
					DD-API-KEY: 0123456789abcdef | DD-API-KEY: §
					Authorization: swordfish | Authorization: §
					Authorization: Token swordfish1 | Authorization: Token §
					Authorization: ApiKey c3dvcmQ6ZmlzaA== | Authorization: ApiKey §
					Authorization: Digest username="joe", response="6629fae49393a05397450978507c4ef1" | Authorization: Digest §
					Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524, SignedHeaders=host, Signature=fe5f80f77d5fa3beca038a248ff027d0 | Authorization: AWS4-HMAC-SHA256 §
					Proxy-Authorization: Basic am9lOnN3b3JkZmlzaA== | Proxy-Authorization: Basic [masked:basic-credentials]
					Authorization: Bearer swordfish | Authorization: Bearer [masked:bearer-token]
					X-Api-Token: Bearer swordfish1 | X-Api-Token: Bearer §
					Cookie: session=abc; theme=dark | Cookie: §
					Set-Cookie: JSESSIONID=0A1B2C; Path=/; HttpOnly | Set-Cookie: §
					curl -H 'X-Api-Key: swordfish' -H 'Accept: x' | curl -H 'X-Api-Key: §' -H 'Accept: x'
					curl -H "Cookie: a=b; c=d" https://x.org | curl -H "Cookie: §" https://x.org
					{"headers":{"x-api-key":"sword"}} | {"headers":{"x-api-key":"§"}}
					{"headers":{"x-api-key":["sword","fish"]}} | {"headers":{"x-api-key":"§"}}
					.header("X-Api-Key", "swordfish") | .header("X-Api-Key", "§")
					.setRequestHeader('x-api-key', 'swordfish') | .setRequestHeader('x-api-key', '§')
					""")
	void masksSecretsInHeaders(String text, String masked) {
		assertMasked(text, masked);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\u00a7',
			textBlock = """
					{"password":12345,"x":1} | {"password":"§","x":1}
					{"password": [1, "a]"], "x":1} | {"password": "§", "x":1}
					{"credentials":{"user":"joe","pin":[1,2]},"x":1} | {"credentials":"§","x":1}
					{\\"secret\\":{\\"a\\":\\"}\\"},\\"x\\":1} | {\\"secret\\":\\"§\\",\\"x\\":1}
					{\\"secret\\":42} | {\\"secret\\":\\"§\\"}
					{"a":"{\\"b\\":\\"{\\\\\\"api_key\\\\\\":\\\\\\"sword\\\\\\"}\\"}"} | {"a":"{\\"b\\":\\"{\\\\\\"api_key\\\\\\":\\\\\\"§\\\\\\"}\\"}"}
					{"log":"line\\nDB_PASSWORD=sword\\nnext"} | {"log":"line\\nDB_PASSWORD=§\\nnext"}
					{"q":"a\\u003d1\\u0026api_key\\u003dsword\\u0026c"} | {"q":"a\\u003d1\\u0026api_key\\u003d§\\u0026c"}
					{"token":"abc","type":"x"} | {"token":"§","type":"x"}
					{"password":{"secret":{"a":1 | {"password":"§"
					""")
	void masksWhateverATellingNameHoldsInJson(String text, String masked) {
		assertMasked(text, masked);
	}

	@ParameterizedTest
	@ValueSource(strings = { "The password must have 12 characters.", "Passwords: how to choose one",
			"Token: the smallest unit of text", "A secret: never give up", "max_tokens: 100",
			"max_tokens=4096 token_count=12", "{\"prompt_tokens\":12,\"total_tokens\":50}",
			"{\"token\":\" Hello\",\"logprob\":-0.3}", "tokenizer: cl100k_base", "keyword=spring", "primary_key: id42",
			"monkey=7 secretary: Ms. 7 Jones", "key: value9", "{\"key\":\"abc123\"}", "sort_key=a1",
			"{\"required\":[\"user\",\"password\",\"token\"]}",
			"{\"properties\":{\"password\":{\"type\":\"string\",\"description\":\"a1\"}}}", "password: string;",
			"token: str = None", "apiKey = process.env.API_KEY", "String password = request.getParameter(name);",
			"password=${DB_PASSWORD}", "token={{ token }}", "api_key=$API_KEY", "https://example.org/a:b@c",
			"ssh://git@github.com/x.git", "mailto:joe@example.org", "https://medium.com/@joe/12345",
			"next_page_token=abc123 nextToken: a1b2", "{\"password\":null,\"secret\":true}", "\"password\": \"\"",
			"if (token == null) {", "password -> password.length() > 8", "token_type: bearer",
			"\"token_endpoint\":\"https://x.org/t1\"", "secret_name: prod1", "PWD=/home/joe1",
			"class PasswordEncoder2: x", "Password::new", "author: Joe1", "authority=a1",
			"https://x.org/?key=name&sort=asc", "?code=404", "--verbose 1 --token-count 5", "[\"api_key\", \"name1\"]",
			"cookies: yes", "The session_id=abc123", "compass: north1", "bypass=1 passed: 12", "pass: 3 fail: 1" })
	void leavesWhatOnlySpeaksOfSecrets(String text) {
		assertThat(DefaultMasking.mask(text)).isEqualTo(text);
	}

	@Test
	void masksSecretsAmongLettersThatAreNotLatin() {
		for (String around : new String[] { "Schlüssel – %s.", "鍵は%sです", "😀 %s 😀", "Пароль: %s", "“%s”" }) {
			String text = around.formatted("api_key=swordfish1 und https://a:b1@c.org");
			assertThat(DefaultMasking.mask(text)).doesNotContain("swordfish1").doesNotContain("b1@");
		}
	}

	private static void assertMasked(String text, String masked) {
		assertThat(DefaultMasking.mask(text)).isEqualTo(masked.replace("\u00a7", "[masked:secret]"));
	}

}
