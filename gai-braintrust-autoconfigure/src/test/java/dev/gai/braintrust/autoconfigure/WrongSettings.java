package dev.gai.braintrust.autoconfigure;

import java.util.ArrayList;
import java.util.List;

/**
 * Wrong settings, as people write them.
 *
 * @param settings what is set, without the prefix of all
 * @param property the property that is to be named
 * @param problem what is to be said about it
 */
record WrongSettings(List<String> settings, String property, String problem) {

	/**
	 * One a line:
	 * {@code property=value, further settings | property to be named | problem}.
	 */
	private static final String ALL = """
			sampling.ratio=1.5 | sampling.ratio | is not a ratio
			sampling.ratio=NaN | sampling.ratio | is not a ratio
			sampling.ratio=-0.1 | sampling.ratio | is not a ratio
			sampling.keep.slower-than=-1s | sampling.keep.slower-than | is not a positive duration
			sampling.keep.costlier-than=-0.01 | sampling.keep.costlier-than | is negative
			sampling.rules[0].ratio=0.5 | sampling.rules[0].name | is not set, and neither is a provider or a model
			sampling.rules[0].model=gpt | sampling.rules[0].ratio | is not a ratio
			sampling.rules[0].model=gpt, sampling.rules[0].ratio=2 | sampling.rules[0].ratio | is not a ratio
			sampling.rules[0].model=a*b, sampling.rules[0].ratio=0.1 | sampling.rules[0].model | has a *
			export.schedule-delay=-1s | export.schedule-delay | is not a positive duration
			export.schedule-delay=0s | export.schedule-delay | is not a positive duration
			export.schedule-delay=400d | export.schedule-delay | is not a positive duration
			export.timeout=-5s | export.timeout | is not a positive duration
			export.retry.initial-delay=-1ms | export.retry.initial-delay | is not a positive duration
			export.retry.max-delay=0 | export.retry.max-delay | is not a positive duration
			export.shutdown-timeout=-1s | export.shutdown-timeout | is negative
			export.max-batch-size=0 | export.max-batch-size | is not a positive number
			export.max-queue-size=-1 | export.max-queue-size | is not a positive number
			export.max-request-size=0B | export.max-request-size | 10 MB
			export.max-request-size=20MB | export.max-request-size | 10 MB
			export.spool.max-size=10KB | export.spool.max-size | is below 1 MB
			export.spool.max-age=0s | export.spool.max-age | is not a positive duration
			export.spool.adopt-from=sk-key | export.spool.adopt-from | is not a fingerprint
			export.proxy.host=http://proxy.example.com:3128 | export.proxy.host | is not the name of a host
			export.proxy.host=joe:hunter2@proxy.example.com, export.proxy.port=3128 | export.proxy.host | is not the name
			export.proxy.host=proxy.example.com | export.proxy.port | is missing
			export.proxy.host=proxy.example.com, export.proxy.port=99999 | export.proxy.port | is not a port
			export.proxy.port=3128 | export.proxy.host | is missing
			export.proxy.username=joe | export.proxy.host | is missing
			export.proxy.password=hunter2 | export.proxy.username | is missing
			export.proxy.host=proxy.example.com, export.proxy.port=3128, export.proxy.username=joe | export.proxy.password | is missing
			export.proxy.host=p, export.proxy.port=1, export.proxy.username=a:b, export.proxy.password=c | export.proxy.username | contains a colon
			export.ssl.bundle=braintrust | export.ssl.bundle | names a bundle that does not exist
			content.max-field-size=10B | content.max-field-size | is not between 1024 bytes
			content.max-field-size=9MB | content.max-field-size | gai.braintrust.export.max-request-size
			content.max-span-size=9MB | content.max-span-size | gai.braintrust.export.max-request-size
			content.masking.patterns[0]=(open | content.masking.patterns[0] | is not a regular expression
			content.masking.builtins[0]=passports | content.masking.builtins[0] | is not a kind of value that can be masked
			health.failure-threshold=0 | health.failure-threshold | is not a positive number
			health.max-staleness=-1s | health.max-staleness | is not a positive duration
			health.drop-threshold=-1 | health.drop-threshold | is negative
			console.path=gai | console.path | is not a plain path
			console.path=/ | console.path | is not a plain path
			console.path=/gai/ | console.path | is not a plain path
			console.path=/{x} | console.path | is not a plain path
			console.max-traces=0 | console.max-traces | is not a positive number
			parent=demo | parent | is not one of the objects
			parent=project_name: | parent | is not one of the objects
			trace.baggage.accept[0]=demo | trace.baggage.accept[0] | is not one of the objects
			traces-path=otel | traces-path | is not a plain path
			traces-path=/a?b=c | traces-path | is not a plain path
			api-url=http://collector.example.com | api-url | over plain HTTP
			api-url=http://127.0.0.1.example.com | api-url | over plain HTTP
			api-url=http://169.254.169.254 | api-url | over plain HTTP
			api-url=https://api.example.com:99999 | api-url | is not an address
			api-url=https://api.example.com:0 | api-url | is not an address
			api-url=https://b\u00fccher.example.com | api-url | is not an address
			api-url=ftp://api.example.com | api-url | is not an address
			api-url=https:// | api-url | is not an address
			api-url=https:api.example.com | api-url | is not an address
			api-url=api.example.com | api-url | is not an address
			api-url=not an address | api-url | is not an address
			api-url=https://api.example.com/?a=b | api-url | is not an address
			api-url=https://api.example.com/#top | api-url | is not an address
			app-url=javascript:alert(1) | app-url | is not an address
			cost.budgets[0].limit-usd=5 | cost.budgets[0].name | is not set
			cost.budgets[0].name=all, cost.budgets[0].limit=5 | cost.budgets[0].limit-usd | is not set
			cost.budgets[0].name=all, cost.budgets[0].limit-usd=0 | cost.budgets[0].limit-usd | cannot be used
			cost.budgets[0].name=all, cost.budgets[0].limit-usd=5, cost.budgets[0].window=week | cost.budgets[0].window | a window is day, month or a duration
			cost.budgets[0].name=all, cost.budgets[0].limit-usd=5, cost.budgets[0].by=user | cost.budgets[0].by[0] | a budget is by provider, model
			cost.budgets[0].name=all, cost.budgets[0].limit-usd=5, cost.budgets[0].time-zone=Mars/Base | cost.budgets[0].time-zone | there is no time zone
			cost.overrides[0].input-per-million=1 | cost.overrides[0] | names a model
			cost.overrides[0].model=gpt | cost.overrides[0] | has no rate
			cost.overrides[0].model=gpt, cost.overrides[0].input-per-million=-1 | cost.overrides[0] | is wrong for INPUT
			cost.refresh.interval=1s | cost.refresh.interval | is below a minute
			cost.refresh.url=http://prices.example.com | cost.refresh.url | is not an address that prices can safely be fetched from
			cost.refresh.url=https://me@prices.example.com | cost.refresh.url | contains a user name
			usage.max-keys=0 | usage.max-keys | is not between 1 and 10000
			feedback.secret=short | feedback.secret | is too short to sign tokens
			feedback.token-ttl=0s | feedback.token-ttl | is not a positive duration
			feedback.endpoint.path=feedback | feedback.endpoint.path | is not a plain path
			feedback.endpoint.max-per-minute=0 | feedback.endpoint.max-per-minute | is not a positive number
			prompts.refresh=0s | prompts.refresh | is not a positive duration
			prompts.timeout=-1s | prompts.timeout | is not a positive duration
			export.timeout=soon | export.timeout | is not a duration
			export.timeout=5x | export.timeout | is not a duration
			export.timeout=P1Y | export.timeout | is not a duration
			export.timeout=99999999999999999999s | export.timeout | is not a duration
			content.max-field-size=big | content.max-field-size | is not a size
			content.max-field-size=9999999999999GB | content.max-field-size | is not a size
			content.max-field-size=-1KB | content.max-field-size | is not between 1024 bytes
			export.max-queue-size=1.5 | export.max-queue-size | is not a whole number
			export.max-queue-size=99999999999 | export.max-queue-size | or too large
			export.proxy.host=p, export.proxy.port=abc | export.proxy.port | is not a whole number
			export.compression=zip | export.compression | is not one of the allowed values
			export.spool.mode=later | export.spool.mode | is not one of the allowed values
			content.attachments=maybe | content.attachments | is not one of the allowed values
			cost.budgets[0].name=all, cost.budgets[0].limit-usd=5, cost.budgets[0].action=stop | cost.budgets[0].action | is not one of the allowed values
			cost.budgets[0].name=all, cost.budgets[0].limit-usd=five | cost.budgets[0].limit-usd | is not a number
			sampling.ratio=10% | sampling.ratio | is not a number
			sampling.ratio= | sampling.ratio | is not a number
			sampling.keep.errors=perhaps | sampling.keep.errors | is neither true nor false
			enabled=perhaps | enabled | is neither true nor false
			sampling.rules=gpt | sampling.rules | is a list of settings
			sampling.rules[1].model=gpt, sampling.rules[1].ratio=0.1 | sampling.rules[1].model | is ignored
			cost.budgets[x].name=all | cost.budgets[x].name | is ignored
			usage.metadata-keys[1]=user_id | usage.metadata-keys[1] | is ignored
			project-name=${PROJECT_OF_NOBODY} | project-name | has a placeholder
			api-key=${KEY_OF_NOBODY} | api-key | has a placeholder
			enabled=${FLAG_OF_NOBODY} | enabled | has a placeholder
			sampling.ratio=${RATIO_OF_NOBODY} | sampling.ratio | has a placeholder
			export=5 | export | has no value of its own
			scoring.scorers=all | scoring.scorers | has no value of its own
			scoring.ratio=2 | scoring.ratio | is not a ratio
			scoring.max-concurrency=0 | scoring.max-concurrency | is not between 1 and 64
			scoring.scorers.polite.ratio=7 | scoring.scorers.polite.ratio | is not a ratio
			""";

	static List<WrongSettings> all() {
		List<WrongSettings> all = new ArrayList<>();
		ALL.lines().forEach((line) -> {
			String[] parts = line.split(" \\| ");
			all.add(new WrongSettings(List.of(parts[0].split(", ")), "gai.braintrust." + parts[1], parts[2]));
		});
		return all;
	}

	String[] arguments(String... others) {
		List<String> arguments = new ArrayList<>(List.of(others));
		this.settings.forEach((setting) -> arguments.add("--gai.braintrust." + setting));
		return arguments.toArray(String[]::new);
	}

}
