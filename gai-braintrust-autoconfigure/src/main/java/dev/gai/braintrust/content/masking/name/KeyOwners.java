package dev.gai.braintrust.content.masking.name;

import java.util.Set;

/**
 * Words before "key" that make it a secret: what it is for, or who issues it.
 */
final class KeyOwners {

	private static final Set<String> WORDS = Set.of("api", "secret", "access", "private", "account", "shared",
			"encryption", "encrypt", "decryption", "signing", "sign", "signature", "master", "auth", "authorization",
			"authentication", "licence", "subscription", "storage", "service", "ssh", "ssl", "tls", "pem", "hmac",
			"aes", "rsa", "app", "application", "client", "consumer", "deploy", "write", "admin", "root", "server",
			"function", "functions", "webhook", "jwt", "bot", "security", "session", "openai", "anthropic", "groq",
			"azure", "google", "gemini", "mistral", "cohere", "stripe", "aws", "gcp", "twilio", "sendgrid", "github",
			"gitlab", "slack", "braintrust", "huggingface", "openrouter", "deepseek", "perplexity", "symmetric",
			"preshared", "sdk", "ai", "maps", "unseal", "license", "fal", "exa", "tavily", "serper", "serpapi",
			"newsapi", "mailgun", "mailchimp", "sentry", "datadog", "dd", "newrelic", "elastic", "algolia", "mixpanel",
			"amplitude", "posthog", "pinecone", "weaviate", "qdrant", "replicate", "fireworks", "xai", "grok", "nvidia",
			"voyage", "jina", "elevenlabs", "deepgram", "assemblyai", "cloudflare", "cf", "digitalocean", "linode",
			"vultr", "heroku", "netlify", "vercel", "supabase", "firebase", "airtable", "notion", "asana", "jira",
			"confluence", "atlassian", "bitbucket", "hubspot", "salesforce", "zendesk", "intercom", "shopify", "paypal",
			"plaid", "adyen", "braintree", "klarna", "razorpay", "telegram", "discord", "whatsapp", "twitter",
			"facebook", "linkedin", "spotify", "youtube", "openweather", "openweathermap", "alphavantage", "finnhub",
			"etherscan", "infura", "alchemy", "coinbase", "binance", "kraken", "dropbox", "okta", "rapidapi", "fastly",
			"beamer", "mapquest", "mapbox", "langsmith", "langfuse", "langchain", "cerebras", "sambanova", "moonshot",
			"kimi", "dashscope", "qwen", "zhipu", "glm", "minimax", "firecrawl", "browserless", "apify", "unsplash",
			"pexels", "giphy", "tmdb", "deepl", "twelvelabs", "instrumentation", "ingestion", "integration",
			"provisioning", "cosmos", "seed", "role", "validation", "wep", "insert");

	private KeyOwners() {
	}

	static boolean contains(String word) {
		return WORDS.contains(word);
	}

}
