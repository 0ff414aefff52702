package dev.gai.braintrust.autoconfigure.properties;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

import dev.gai.braintrust.sampling.SamplingRule;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Properties of the Braintrust integration.
 *
 * @param enabled Whether to trace model calls, agents and tools.
 * @param apiKey API key or service token of Braintrust. If not set, nothing is sent.
 * Defaults to the environment variable BRAINTRUST_API_KEY.
 * @param apiUrl URL of the Braintrust API, or of another OTLP/HTTP receiver. Defaults to
 * the environment variable BRAINTRUST_API_URL, if set.
 * @param tracesPath Path of the traces endpoint, relative to the API URL.
 * @param appUrl URL of the Braintrust web application, used in permalinks. Defaults to
 * the environment variable BRAINTRUST_APP_URL, if set.
 * @param orgName Name of the Braintrust organization, used in permalinks. Defaults to the
 * environment variable BRAINTRUST_ORG_NAME.
 * @param projectId ID of the project to send spans to. Takes precedence over the project
 * name. Defaults to the environment variable BRAINTRUST_PROJECT_ID.
 * @param projectName Name of the project to send spans to. Defaults to the environment
 * variable BRAINTRUST_PROJECT_NAME or BRAINTRUST_PROJECT, then to the name of the
 * application.
 * @param parent Object to send spans to, such as "experiment_id:" followed by an ID.
 * Takes precedence over the project. Defaults to the environment variable
 * BRAINTRUST_PARENT.
 * @param allowInsecure Whether to allow sending spans and the API key to another host
 * over plain HTTP.
 * @param service Service that the spans come from.
 * @param sampling Sampling of traces.
 * @param export Export of spans.
 * @param content Capture of prompts, completions, tool arguments and tool results.
 * @param trace Shape of traces.
 * @param cost Cost of model calls.
 * @param usage Figures of the "llmusage" endpoint.
 * @param health Health component.
 * @param feedback Feedback on spans.
 * @param prompts Prompts managed in Braintrust.
 * @param scoring Scoring of finished spans.
 * @param context What all spans of a request, session or user share.
 * @param mcp Calls through the Model Context Protocol.
 * @param metrics Meters of model calls.
 * @param console Console that shows the latest traces during development.
 * @since 0.1.0
 */
@ConfigurationProperties("gai.braintrust")
public record BraintrustProperties(@DefaultValue("true") boolean enabled, @Nullable ApiKey apiKey,
		@DefaultValue(BraintrustProperties.API_URL) String apiUrl,
		@DefaultValue(BraintrustProperties.TRACES_PATH) String tracesPath,
		@DefaultValue(BraintrustProperties.APP_URL) String appUrl, @Nullable String orgName, @Nullable String projectId,
		@Nullable String projectName, @Nullable String parent, @DefaultValue("false") boolean allowInsecure,
		Service service, Sampling sampling, Export export, Content content, Trace trace,
		@NestedConfigurationProperty CostProperties cost, @NestedConfigurationProperty UsageProperties usage,
		@NestedConfigurationProperty HealthProperties health, @NestedConfigurationProperty FeedbackProperties feedback,
		@NestedConfigurationProperty PromptsProperties prompts, @NestedConfigurationProperty ScoringProperties scoring,
		@NestedConfigurationProperty ContextProperties context, @NestedConfigurationProperty McpProperties mcp,
		@NestedConfigurationProperty MetricsProperties metrics,
		@NestedConfigurationProperty ConsoleProperties console) {

	static final String API_URL = "https://api.braintrust.dev";

	static final String TRACES_PATH = "/otel/v1/traces";

	static final String APP_URL = "https://www.braintrust.dev";

	/**
	 * Creates the properties. Groups of which nothing is set are {@code null}: with a
	 * default each, Boot would read the annotations of all parameters once more for every
	 * one of them, at every start.
	 * @param enabled whether to trace
	 * @param apiKey the key
	 * @param apiUrl URL of the API
	 * @param tracesPath path of the traces
	 * @param appUrl URL of the pages
	 * @param orgName name of the organization
	 * @param projectId ID of the project
	 * @param projectName name of the project
	 * @param parent the object
	 * @param allowInsecure whether plain HTTP is allowed
	 * @param service service or {@code null}
	 * @param sampling sampling or {@code null}
	 * @param export export or {@code null}
	 * @param content content or {@code null}
	 * @param trace trace or {@code null}
	 * @param cost cost or {@code null}
	 * @param usage usage or {@code null}
	 * @param health health or {@code null}
	 * @param feedback feedback or {@code null}
	 * @param prompts prompts or {@code null}
	 * @param scoring scoring or {@code null}
	 * @param context context or {@code null}
	 * @param mcp mcp or {@code null}
	 * @param metrics metrics or {@code null}
	 * @param console console or {@code null}
	 */
	public BraintrustProperties {
		service = UnsetGroups.unless(service, Service.class);
		sampling = UnsetGroups.unless(sampling, Sampling.class);
		export = UnsetGroups.unless(export, Export.class);
		content = UnsetGroups.unless(content, Content.class);
		trace = UnsetGroups.unless(trace, Trace.class);
		cost = UnsetGroups.unless(cost, CostProperties.class);
		usage = UnsetGroups.unless(usage, UsageProperties.class);
		health = UnsetGroups.unless(health, HealthProperties.class);
		feedback = UnsetGroups.unless(feedback, FeedbackProperties.class);
		prompts = UnsetGroups.unless(prompts, PromptsProperties.class);
		scoring = UnsetGroups.unless(scoring, ScoringProperties.class);
		context = UnsetGroups.unless(context, ContextProperties.class);
		mcp = UnsetGroups.unless(mcp, McpProperties.class);
		metrics = UnsetGroups.unless(metrics, MetricsProperties.class);
		console = UnsetGroups.unless(console, ConsoleProperties.class);
	}

	/**
	 * Service that spans come from.
	 *
	 * @param name Name of the service. Defaults to the resource attribute "service.name".
	 * @param version Version of the service. Defaults to the resource attribute
	 * "service.version".
	 * @param environment Name of the deployment environment.
	 */
	public record Service(@Nullable String name, @Nullable String version, @Nullable String environment) {

	}

	/**
	 * Sampling of traces, independent of "management.tracing.sampling.probability".
	 *
	 * @param ratio Share of traces to send, from 0 to 1.
	 * @param keep Traces to send whatever the ratio.
	 * @param rules Ratios for particular traces, by the provider, model and name of their
	 * spans. The first rule that matches a span of the trace applies. Names may start or
	 * end with "*".
	 * @param trustInbound Whether to trust inbound trace IDs, which callers can choose so
	 * that their traces are kept, and callers that name an accepted Braintrust object
	 * without a signature.
	 * @param secret Secret shared by services that must make the same sampling decisions.
	 * Defaults to one derived from the API key. Not used with "trust-inbound".
	 */
	public record Sampling(@DefaultValue("1.0") double ratio, @DefaultValue Keep keep,
			@DefaultValue List<SamplingRule> rules, @DefaultValue("false") boolean trustInbound,
			@Nullable String secret) {

	}

	/**
	 * Traces to send whatever the ratio.
	 *
	 * @param errors Whether to send all traces with an error, including handled ones.
	 * @param slowerThan Duration above which a trace is always sent.
	 * @param costlierThan Cost of its model calls, in US dollars, above which a trace is
	 * always sent.
	 * @param retried Whether to send all traces with a retried call.
	 * @param feedback Whether to send all traces for which a feedback token was
	 * requested.
	 * @param scoredBelow Score below which a trace is always sent. Traces that are not
	 * decided yet are scored first and wait for their scores.
	 */
	public record Keep(@DefaultValue("true") boolean errors, @Nullable Duration slowerThan,
			@Nullable BigDecimal costlierThan, @DefaultValue("false") boolean retried,
			@DefaultValue("false") boolean feedback, @Nullable Double scoredBelow) {

	}

	/**
	 * Export of spans.
	 *
	 * @param scheduleDelay Maximum time for a span to wait for others before it is sent.
	 * @param maxBatchSize Maximum number of spans per request.
	 * @param maxRequestSize Maximum size of a request, before compression. Braintrust
	 * rejects requests above 10 MB.
	 * @param maxQueueSize Maximum number of ended spans that wait to be encoded.
	 * @param timeout Maximum time for a request, including the response.
	 * @param compression Compression of requests.
	 * @param shutdownTimeout Maximum time to keep sending when the application shuts
	 * down.
	 * @param aiOnly Whether to send only spans related to AI.
	 * @param retry Retries of failed requests.
	 * @param spool Storage of encoded spans until they are delivered.
	 * @param ssl TLS of requests to Braintrust.
	 * @param proxy HTTP proxy between the application and Braintrust.
	 */
	public record Export(@DefaultValue("5s") Duration scheduleDelay, @DefaultValue("512") int maxBatchSize,
			@DefaultValue("8MB") DataSize maxRequestSize, @DefaultValue("8192") int maxQueueSize,
			@DefaultValue("30s") Duration timeout, @DefaultValue("gzip") Compression compression,
			@DefaultValue("5s") Duration shutdownTimeout, @DefaultValue("true") boolean aiOnly,
			@DefaultValue Retry retry, @NestedConfigurationProperty @DefaultValue SpoolProperties spool,
			@NestedConfigurationProperty @DefaultValue ExportSslProperties ssl,
			@NestedConfigurationProperty @DefaultValue ProxyProperties proxy) {

	}

	/**
	 * Compression of requests.
	 */
	public enum Compression {

		/** Compressed with gzip. */
		GZIP,

		/** Not compressed. */
		NONE

	}

	/**
	 * Retries of failed requests.
	 *
	 * @param initialDelay Delay after the first failure.
	 * @param maxDelay Maximum delay after consecutive failures.
	 */
	public record Retry(@DefaultValue("1s") Duration initialDelay, @DefaultValue("30s") Duration maxDelay) {

	}

	/**
	 * Capture of prompts, completions, tool arguments and tool results.
	 *
	 * @param capture Whether to capture content.
	 * @param toolIo Whether to capture arguments and results of tools.
	 * @param maxFieldSize Maximum size of a field. Longer fields are truncated; JSON
	 * text, such as the result of a tool, remains valid JSON.
	 * @param maxSpanSize Maximum size of all fields of a span. The longest are truncated
	 * further.
	 * @param masking Masking of secrets.
	 * @param otelMessages Whether to also send messages under OpenTelemetry's names.
	 * @param attachments What to do with images, audio and files in content. They cannot
	 * be masked.
	 */
	public record Content(@DefaultValue("full") ContentCapture capture, @DefaultValue("true") boolean toolIo,
			@DefaultValue("256KB") DataSize maxFieldSize, @DefaultValue("2MB") DataSize maxSpanSize,
			@NestedConfigurationProperty @DefaultValue MaskingProperties masking,
			@DefaultValue("false") boolean otelMessages, @DefaultValue("upload") AttachmentMode attachments) {

	}

	/**
	 * What to do with images, audio and files.
	 */
	public enum AttachmentMode {

		/** Uploaded to Braintrust, which shows them with the span. */
		UPLOAD,

		/** Described by their media type, size and SHA-256. */
		DESCRIBE,

		/** Only said to be there, with their media type. */
		NONE

	}

	/**
	 * Whether to capture content.
	 */
	public enum ContentCapture {

		/** Content is captured, masked and sent. */
		FULL,

		/** No prompt, completion, argument, result or exception message is sent. */
		NONE

	}

	/**
	 * Shape of traces.
	 *
	 * @param legacyAttributes Whether to also send the "gen_ai" attributes from before
	 * version 1.37 of the semantic conventions.
	 * @param requestRoot Whether to send the request, message, scheduled run or job in
	 * which models are called, as the root of the trace.
	 * @param shareErrors Whether other exporters of the application receive exception
	 * messages, without secrets, and the conversation ID. By default they receive the
	 * type and category of errors only.
	 * @param baggage Propagation of the Braintrust object to other services.
	 */
	public record Trace(@DefaultValue("false") boolean legacyAttributes, @DefaultValue("true") boolean requestRoot,
			@DefaultValue("false") boolean shareErrors,
			@NestedConfigurationProperty @DefaultValue BaggageProperties baggage) {

	}

}
