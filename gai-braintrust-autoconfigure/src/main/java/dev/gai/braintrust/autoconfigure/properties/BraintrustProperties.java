package dev.gai.braintrust.autoconfigure.properties;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import dev.gai.braintrust.sampling.SamplingRule;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Properties of the Braintrust integration.
 *
 * @param enabled Whether model calls, agents and tools are traced.
 * @param apiKey API key or service token of Braintrust. Without one nothing is sent.
 * BRAINTRUST_API_KEY is used unless set.
 * @param apiUrl Address of Braintrust's API, or of another receiver of OTLP over HTTP.
 * BRAINTRUST_API_URL is used unless set.
 * @param tracesPath Path of the traces endpoint below the address of the API.
 * @param appUrl Address of Braintrust's application, for links to spans.
 * BRAINTRUST_APP_URL is used unless set.
 * @param orgName Name of the organisation, for links to spans. BRAINTRUST_ORG_NAME is
 * used unless set.
 * @param projectId Id of the project that spans belong to. Wins over the name.
 * BRAINTRUST_PROJECT_ID is used unless set.
 * @param projectName Name of the project that spans belong to. BRAINTRUST_PROJECT_NAME or
 * BRAINTRUST_PROJECT is used unless set, and then the name of the application.
 * @param parent Object that spans belong to, such as "experiment_id:" followed by an id.
 * Wins over the project. BRAINTRUST_PARENT is used unless set.
 * @param allowInsecure Whether spans may be sent over plain HTTP to another host.
 * @param service Service that spans come from.
 * @param sampling Sampling of traces.
 * @param export Export of spans.
 * @param content Capture of prompts, completions, arguments and results.
 * @param trace Form of traces.
 * @param cost Cost of model calls.
 * @param usage Figures of "/actuator/llmusage".
 * @param health Health component.
 * @param feedback Feedback on spans.
 * @param prompts Prompts that are managed in Braintrust.
 * @param console Page on which the latest traces can be looked at.
 * @since 0.1.0
 */
@ConfigurationProperties("gai.braintrust")
public record BraintrustProperties(@DefaultValue("true") boolean enabled, @Nullable ApiKey apiKey,
		@DefaultValue(BraintrustProperties.API_URL) String apiUrl,
		@DefaultValue(BraintrustProperties.TRACES_PATH) String tracesPath,
		@DefaultValue(BraintrustProperties.APP_URL) String appUrl, @Nullable String orgName, @Nullable String projectId,
		@Nullable String projectName, @Nullable String parent, @DefaultValue("false") boolean allowInsecure,
		@DefaultValue Service service, @DefaultValue Sampling sampling, @DefaultValue Export export,
		@DefaultValue Content content, @DefaultValue Trace trace,
		@NestedConfigurationProperty @DefaultValue CostProperties cost,
		@NestedConfigurationProperty @DefaultValue UsageProperties usage, @DefaultValue Health health,
		@NestedConfigurationProperty @DefaultValue FeedbackProperties feedback,
		@NestedConfigurationProperty @DefaultValue PromptsProperties prompts, @DefaultValue Console console) {

	static final String API_URL = "https://api.braintrust.dev";

	static final String TRACES_PATH = "/otel/v1/traces";

	static final String APP_URL = "https://www.braintrust.dev";

	/**
	 * Service that spans come from. Boot's own resource is used unless set.
	 *
	 * @param name Name of the service.
	 * @param version Version of the service.
	 * @param environment Name of the deployment environment.
	 */
	public record Service(@Nullable String name, @Nullable String version, @Nullable String environment) {

	}

	/**
	 * Sampling of traces. It is independent of "management.tracing.sampling.probability".
	 *
	 * @param ratio Share of traces that are sent, from 0 to 1.
	 * @param keep Traces that are sent whatever their share is.
	 * @param rules Shares of some traces, by provider, model and name of their spans. Of
	 * those that fit a span of a trace the first one counts. A name may start or end with
	 * "*".
	 */
	public record Sampling(@DefaultValue("1.0") double ratio, @DefaultValue Keep keep,
			@DefaultValue List<SamplingRule> rules) {

	}

	/**
	 * Traces that are sent whatever their share is.
	 *
	 * @param errors Whether traces with an error in them are sent, handled errors
	 * included.
	 * @param slowerThan Duration beyond which traces are sent.
	 * @param costlierThan Cost of their model calls in US dollars beyond which traces are
	 * sent.
	 * @param retried Whether traces with a repeated call in them are sent.
	 * @param feedback Whether traces are sent of which somebody has asked for a feedback
	 * token.
	 */
	public record Keep(@DefaultValue("true") boolean errors, @Nullable Duration slowerThan,
			@Nullable BigDecimal costlierThan, @DefaultValue("false") boolean retried,
			@DefaultValue("false") boolean feedback) {

	}

	/**
	 * Export of spans.
	 *
	 * @param scheduleDelay Longest time that an ended span waits for others before it is
	 * sent.
	 * @param maxBatchSize Largest number of spans in a request.
	 * @param maxRequestSize Largest size of a request before compression. Braintrust
	 * refuses more than 10 MB.
	 * @param maxQueueSize Largest number of ended spans that wait to be encoded.
	 * @param timeout Longest time of a whole request and its answer.
	 * @param compression Compression of requests.
	 * @param shutdownTimeout How long sending goes on when the application ends.
	 * @param aiOnly Whether spans that have nothing to do with AI are left out.
	 * @param retry Repetition of failed requests.
	 * @param spool Keeping of encoded spans until they are delivered.
	 */
	public record Export(@DefaultValue("5s") Duration scheduleDelay, @DefaultValue("512") int maxBatchSize,
			@DefaultValue("8MB") DataSize maxRequestSize, @DefaultValue("8192") int maxQueueSize,
			@DefaultValue("30s") Duration timeout, @DefaultValue("gzip") Compression compression,
			@DefaultValue("5s") Duration shutdownTimeout, @DefaultValue("true") boolean aiOnly,
			@DefaultValue Retry retry, @DefaultValue Spool spool) {

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
	 * Keeping of encoded spans until they are delivered.
	 *
	 * @param enabled Whether spans are kept on disk. In memory they are lost with the
	 * process.
	 * @param mode When a span is written.
	 * @param directory Folder of the spans. A folder of this user and application under
	 * the temporary folder unless set.
	 * @param maxSize Largest size of all spans. The oldest are given up beyond it.
	 * @param maxAge Longest time that a span is kept.
	 * @param fsync Whether each write waits for the disk, so that spans outlive a power
	 * failure.
	 * @param adoptFrom Fingerprints of earlier API keys that the present one replaces, as
	 * the log shows them. Spans that were taken under any other key are not sent.
	 * @param allowGroup Whether the group of the folder may write to it. Only for a group
	 * that this workload has to itself, such as the fsGroup of a pod.
	 */
	public record Spool(@DefaultValue("true") boolean enabled, @DefaultValue("async") SpoolMode mode,
			@Nullable Path directory, @DefaultValue("256MB") DataSize maxSize, @DefaultValue("24h") Duration maxAge,
			@DefaultValue("false") boolean fsync, @DefaultValue Set<String> adoptFrom,
			@DefaultValue("false") boolean allowGroup) {

	}

	/**
	 * When a span is written.
	 */
	public enum SpoolMode {

		/** Within milliseconds, by a thread of its own. A killed process loses those. */
		ASYNC,

		/** Before the traced call returns. A killed process loses nothing. */
		SYNC

	}

	/**
	 * Repetition of failed requests.
	 *
	 * @param initialDelay Wait after a first failure.
	 * @param maxDelay Longest wait after failures in a row.
	 */
	public record Retry(@DefaultValue("1s") Duration initialDelay, @DefaultValue("30s") Duration maxDelay) {

	}

	/**
	 * Capture of prompts, completions, arguments and results.
	 *
	 * @param capture Whether content is captured.
	 * @param toolIo Whether arguments and results of tools are captured.
	 * @param maxFieldSize Largest size of one field. A longer one is cut.
	 * @param maxSpanSize Largest size of all fields of a span. The longest ones are cut
	 * further.
	 * @param masking Masking of secrets.
	 */
	public record Content(@DefaultValue("full") ContentCapture capture, @DefaultValue("true") boolean toolIo,
			@DefaultValue("256KB") DataSize maxFieldSize, @DefaultValue("2MB") DataSize maxSpanSize,
			@DefaultValue Masking masking) {

	}

	/**
	 * Whether content is captured.
	 */
	public enum ContentCapture {

		/** Content is captured, masked and sent. */
		FULL,

		/** No prompt, completion, argument, result or text of an exception is sent. */
		NONE

	}

	/**
	 * Masking of secrets.
	 *
	 * @param enabled Whether what builtins names is masked.
	 * @param builtins What is masked without a pattern of your own: secrets, cards,
	 * emails, phones, ibans.
	 * @param patterns Regular expressions of what else is masked.
	 */
	public record Masking(@DefaultValue("true") boolean enabled, @DefaultValue( {
			"secrets", "cards" }) List<String> builtins, @DefaultValue List<String> patterns){

	}

	/**
	 * Form of traces.
	 *
	 * @param legacyAttributes Whether the gen_ai names of before version 1.37 of the
	 * conventions are sent too.
	 * @param shareErrors Whether other exporters of the application see the text of
	 * exceptions, and the id of the conversation. Otherwise they see type and category.
	 * @param baggage Exchange of the Braintrust object with other services.
	 */
	public record Trace(@DefaultValue("false") boolean legacyAttributes, @DefaultValue("false") boolean shareErrors,
			@DefaultValue Baggage baggage) {

	}

	/**
	 * Exchange of the Braintrust object with other services, as "braintrust.parent" in
	 * W3C baggage.
	 *
	 * @param send Whether called services are told.
	 * @param accept Objects that callers may name, such as "project_name:shop".
	 */
	public record Baggage(@DefaultValue("false") boolean send, @DefaultValue List<String> accept) {

	}

	/**
	 * Health component.
	 *
	 * @param failureThreshold Failed requests in a row that are trouble.
	 * @param maxStaleness Longest time that an encoded span may wait to be sent.
	 * @param dropThreshold Spans that may be given up within five minutes.
	 * @param strict Whether trouble is DOWN instead of DEGRADED.
	 */
	public record Health(@DefaultValue("3") int failureThreshold, @DefaultValue("60s") Duration maxStaleness,
			@DefaultValue("0") long dropThreshold, @DefaultValue("false") boolean strict) {

	}

	/**
	 * Page on which the latest traces can be looked at during development. It answers
	 * only to a browser on the same machine.
	 *
	 * @param enabled Whether there is such a page. Spring Boot's DevTools switch it on.
	 * @param path Path of the page.
	 * @param maxTraces Largest number of traces that are kept for it.
	 */
	public record Console(@DefaultValue("false") boolean enabled, @DefaultValue("/gai") String path,
			@DefaultValue("500") int maxTraces) {

	}

}
