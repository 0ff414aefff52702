package dev.gai.braintrust.cost.catalog;

import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

import dev.gai.braintrust.cost.ModelPrice;
import dev.gai.braintrust.cost.PriceUnit;
import dev.gai.braintrust.cost.Rate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class PriceFileTests {

	@Test
	void bringsItsOwnPricesWithVersion() {
		PriceFile bundled = BundledPrices.file();
		assertThat(bundled).isSameAs(BundledPrices.file());
		assertThat(bundled.source()).isEqualTo("bundled:genai-prices@0.1.8");
		assertThat(bundled.modelCount()).isEqualTo(1694);
		assertThat(bundled.ignoredUnits()).contains("audio_hours", "input_document_kpages")
			.doesNotContain("input_mtok", "input_image_mtok", "input_audio_hours");
	}

	@ParameterizedTest
	@CsvSource({ "openai, gpt-4o, openai", "OPEN_AI, gpt-4o, openai", "openai_sdk, gpt-4o, openai",
			"azure.ai.openai, gpt-4o, azure", "azure.ai.inference, gpt-4o, azure", "azure-openai, gpt-4o, azure",
			"AZURE_OPEN_AI, gpt-4o, azure", "anthropic, claude-sonnet-4-5, anthropic",
			"aws.bedrock, us.anthropic.claude-sonnet-4-5-20250929-v1:0, aws",
			"bedrock_converse, us.anthropic.claude-sonnet-4-5-20250929-v1:0, aws",
			"AMAZON_BEDROCK, us.anthropic.claude-sonnet-4-5-20250929-v1:0, aws",
			"gcp.vertex_ai, gemini-2.5-pro, google", "gcp.gemini, gemini-2.5-pro, google",
			"gcp.gen_ai, gemini-2.5-pro, google", "vertex_ai, gemini-2.5-pro, google",
			"google_genai, gemini-2.5-pro, google", "GOOGLE_AI_GEMINI, gemini-2.5-pro, google",
			"vertex_ai, claude-sonnet-4-5, google", "groq, llama-3.3-70b-versatile, groq",
			"mistral_ai, mistral-large-latest, mistral", "MISTRAL_AI, mistral-large-latest, mistral",
			"deepseek, deepseek-chat, deepseek", "cohere, command-r, cohere", "x_ai, grok-4, x-ai", "xai, grok-4, x-ai",
			"perplexity, sonar, perplexity", "moonshot_ai, kimi-k2-0905-preview, moonshotai",
			"litellm, groq/llama-3.3-70b-versatile, groq", "litellm, gpt-4o, openai",
			"litellm, azure.ai.openai/gpt-4o, azure" })
	void knowsTheNamesThatLibrariesHaveForAProvider(String provider, String model, String id) {
		assertThat(BundledPrices.file().match(provider, model)).get()
			.extracting((match) -> match.provider().id())
			.isEqualTo(id);
	}

	@ParameterizedTest
	@CsvSource({ "ollama, gpt-4o", "ibm.watsonx.ai, gpt-4o", "litellm, nobody/nothing", "litellm, groq/", "groq, ''",
			", llama-3.3-70b-versatile" })
	void doesNotGuess(@Nullable String provider, String model) {
		assertThat(BundledPrices.file().match(provider, model)).isEmpty();
	}

	@Test
	void doesNotLookUpNamesOfAbsurdLength() {
		PriceFile bundled = BundledPrices.file();
		assertThat(bundled.match("openai", "gpt-4o" + " ".repeat(100))).isPresent();
		assertThat(bundled.match("openai", "gpt-4o" + " ".repeat(1000))).isEmpty();
		assertThat(bundled.match("openai" + " ".repeat(1000), "gpt-4o")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'start_date':'2025-06-10'}", "{'type':'start_date','start_date':'2025-06-10'}" })
	void changesPriceWithTheDate(String constraint) {
		PriceFile file = file(
				"[{'prices':{'input_mtok':10}},{'constraint':" + constraint + ",'prices':{'input_mtok':2}}]");
		assertThat(input(file, "2025-06-09T23:59:59.999Z")).isEqualTo("10");
		assertThat(input(file, "2025-06-10T00:00:00Z")).isEqualTo("2");
	}

	@Test
	void changesPriceWithTheTimeOfDayAcrossMidnight() {
		PriceFile file = file("[{'prices':{'input_mtok':10}},{'constraint':{'start_time':'16:30:00Z',"
				+ "'end_time':'01:30:00+01:00'},'prices':{'input_mtok':2}}]");
		assertThat(input(file, "2025-06-10T16:29:59.999Z")).isEqualTo("10");
		assertThat(input(file, "2025-06-10T16:30:00Z")).isEqualTo("2");
		assertThat(input(file, "2025-06-10T00:29:59Z")).isEqualTo("2");
		assertThat(input(file, "2025-06-10T00:30:00Z")).isEqualTo("10");
	}

	@Test
	void takesTheFirstPriceIfNoneHolds() {
		PriceFile file = file("[{'constraint':{'start_time':'01:00:00Z','end_time':'02:00:00Z'},'prices':"
				+ "{'input_mtok':1}},{'constraint':{'start_date':'2030-01-01'},'prices':{'input_mtok':2}}]");
		assertThat(input(file, "2025-06-10T16:00:00Z")).isEqualTo("1");
	}

	@Test
	void readsTiersInAnyOrderAndKeepsDecimalsExact() {
		PriceFile file = file(
				"{'input_mtok':{'base':0.1,'tiers':[{'start':200,'price':3e-1},{'start':100,'price':0.2}]},"
						+ "'input_smell_mtok':7}");
		Rate rate = file.price("p", "m", Instant.EPOCH).orElseThrow().rates().get(PriceUnit.INPUT);
		assertThat(rate.at(100)).isEqualTo(new BigDecimal("0.1"));
		assertThat(rate.at(101)).isEqualTo(new BigDecimal("0.2"));
		assertThat(rate.at(200)).isEqualTo(new BigDecimal("0.2"));
		assertThat(rate.at(201)).isEqualTo(new BigDecimal("0.3"));
		assertThat(file.ignoredUnits()).containsExactly("input_smell_mtok");
		assertThat(file.source()).isEqualTo("refreshed");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "{'equals':'A-B'} | a-B | true",
			"{'equals':'ab'} | abc | false", "{'starts_with':'AB'} | abc | true", "{'ends_with':'BC'} | abc | true",
			"{'ends_with':'BC'} | abcd | false", "{'contains':'B'} | abc | true", "{'regex':'^a\\\\d'} | A1x | true",
			"{'regex':'^a\\\\d'} | ab | false", "{'or':[{'equals':'x'},{'equals':'y'}]} | y | true",
			"{'or':[{'equals':'x'},{'equals':'y'}]} | z | false",
			"{'and':[{'contains':'x'},{'contains':'y'}]} | yx | true",
			"{'and':[{'contains':'x'},{'contains':'y'}]} | x | false" })
	void matchesByEveryOperator(String match, String model, boolean found) {
		PriceFile file = read("[{'id':'p','models':[{'id':'m','match':" + match + ",'prices':{'input_mtok':1}}]}]");
		assertThat(file.price("p", model, Instant.EPOCH).isPresent()).isEqualTo(found);
	}

	@Test
	void readsAProviderThatLooksElsewhere() {
		PriceFile file = read("[{'id':'host','fallback_model_providers':['gone','maker'],'models':[]},{'id':'maker',"
				+ "'provider_match':null,'model_match':{'equals':'m'},'models':[{'id':'m','match':{'equals':'m'},"
				+ "'prices':{'input_mtok':1}}]}]");
		assertThat(file.price("host", "m", Instant.EPOCH)).isPresent();
		assertThat(file.price("host", "n", Instant.EPOCH)).isEmpty();
		assertThat(file.price(null, "m", Instant.EPOCH)).isPresent();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "`` | not a list", "nonsense | Not a price file",
			"[] | no model", "[1] | a provider is not an object", "[] [] | behind its end",
			"{'name':'x','providers':[]} | version is not a text", "[{'models':[]}] | id of a provider",
			"[{'id':'p','models':true}] | Provider p: models is not a list",
			"[{'id':'p','id':'q','models':[]}] | there twice",
			"[{'id':'p','models':[]},{'id':'p','models':[]}] | Provider p is there twice",
			"[{'id':'p','models':[],'fallback_model_providers':[false]}] | fallback_model_providers is not a text" })
	void refusesAFileThatIsWrong(String json, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> read((json != null) ? json : ""))
			.withMessageContaining(message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "3 | prices is not an object", "[] | list of prices is empty", "{'input_mtok':-1} | not negative",
					"{'input_mtok':'1'} | input_mtok: rate is not an object", "{'input_mtok':1e999999999} | at most",
					"{'input_mtok':1e-999999999} | at most", "{'input_mtok':{'base':1}} | tiers is not a list",
					"{'input_mtok':{'base':'a','tiers':[]}} | base is not a number",
					"{'input_mtok':{'base':1,'tiers':[{'start':1.5,'price':1}]}} | whole number",
					"{'input_mtok':{'base':1,'tiers':[{'start':-1,'price':1}]}} | below zero",
					"{'cache_read_mtok':1} | CACHED_INPUT but none for INPUT",
					"[{'constraint':{'start_date':'2025-02-30'},'prices':{}}] | constraint",
					"[{'constraint':{'start_time':'25:00:00Z','end_time':'01:00:00Z'},'prices':{}}] | constraint",
					"[{'constraint':{'full_moon':'yes'},'prices':{}}] | start_time is not a text" })
	void refusesPricesThatAreWrong(String prices, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> file(prices))
			.withMessageContaining(message)
			.withMessageStartingWith("Provider p: model m: ");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{} | exactly one operator", "{'like':'x'} | unknown operator: like",
					"{'regex':'('} | in regex (", "{'equals':''} | is not a text", "{'or':'x'} | is not a list" })
	void refusesAMatchThatIsWrong(String match, String message) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> read("[{'id':'p','models':[{'id':'m','match':" + match + ",'prices':{}}]}]"))
			.withMessageContaining(message);
	}

	@Test
	void refusesARegexOfAbsurdLength() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> read("[{'id':'p','model_match':{'regex':'" + "a".repeat(501) + "'},'models':[]}]"))
			.withMessageContaining("500 characters");
	}

	@Test
	void readsTheModelsOfAProviderWhenTheyAreNeeded() {
		String lines = "{'name':'n','version':'1','providers':[{'id':'p'},{'id':'q'},{'id':'r'}]}\n"
				+ "[{'id':'m','match':{'equals':'m'},'prices':{'input_mtok':1,'audio_hours':2}}]\nbroken";
		PriceFile file = PriceFile.ofLines(lines.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "test");
		assertThat(file.price("p", "m", Instant.EPOCH)).get().extracting(ModelPrice::source).isEqualTo("test:n@1");
		assertThatIllegalArgumentException().isThrownBy(() -> file.match("q", "m"));
		assertThatIllegalArgumentException().isThrownBy(() -> file.match("r", "m"));
	}

	@Test
	void saysThatTheLibraryIsIncomplete() {
		assertThatIllegalStateException().isThrownBy(() -> BundledPrices.read("gone.gz"))
			.withMessageContaining("gone.gz is missing");
		assertThatExceptionOfType(UncheckedIOException.class)
			.isThrownBy(() -> BundledPrices.read("LICENSE-genai-prices"));
	}

	@Test
	void findsACompactDateThatTheDataWritesWithHyphens() {
		assertThat(CompactDate.hyphenate("m-20240718-x-20240230-20240931:y-20241131"))
			.isEqualTo("m-2024-07-18-x-20240230-20240931:y-20241131");
	}

	private static String input(PriceFile file, String at) {
		return file.price("p", "m", Instant.parse(at)).orElseThrow().rates().get(PriceUnit.INPUT).base().toString();
	}

	private static PriceFile file(String prices) {
		return read("[{'id':'p','models':[{'id':'m','match':{'equals':'m'},'prices':" + prices + "}]}]");
	}

	private static PriceFile read(String json) {
		return PriceFile.read(new ByteArrayInputStream(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)),
				"refreshed");
	}

}
