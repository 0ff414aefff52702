package dev.gai.braintrust.error;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Codes that providers put into the bodies of their refusals, from their documentation:
 * OpenAI, Azure OpenAI, Anthropic, Google, Groq, Mistral and those who speak their
 * formats.
 */
final class ErrorCodes {

	/** Codes that say more than the status of the answer. */
	private static final Map<String, ErrorCategory> PRECISE = new HashMap<>();

	/** Codes that only repeat it: they count where the status is not known. */
	private static final Map<String, ErrorCategory> GENERAL = new HashMap<>();

	static {
		precise(ErrorCategory.QUOTA_EXCEEDED, "insufficient_quota", "billing_hard_limit_reached", "billing_not_active",
				"billing_error", "quota_exceeded", "insufficient_balance", "insufficient_credits", "credits_exhausted",
				"blocked_api_access", "spend_limit_reached", "exceeded_current_quota_error", "budget_exceeded");
		precise(ErrorCategory.CONTEXT_LENGTH_EXCEEDED, "context_length_exceeded", "context_window_exceeded",
				"string_above_max_length", "model_context_window_exceeded", "exceed_context_size_error");
		precise(ErrorCategory.SAFETY_BLOCKED, "content_filter", "content_policy_violation",
				"responsibleaipolicyviolation", "moderation_blocked", "safety_violations", "image_content_policy");
		precise(ErrorCategory.OVERLOADED, "overloaded_error", "engine_overloaded", "server_overloaded",
				"model_overloaded", "capacity_exceeded", "slow_down", "service_tier_capacity_exceeded", "nocapacity");
		precise(ErrorCategory.UNAUTHORIZED, "invalid_api_key", "api_key_invalid", "api_key_expired",
				"authentication_error", "invalid_authentication", "unauthenticated", "account_deactivated",
				"access_token_expired");
		precise(ErrorCategory.FORBIDDEN, "permission_error", "permission_denied",
				"unsupported_country_region_territory", "access_terminated", "ip_not_authorized");
		precise(ErrorCategory.NOT_FOUND, "model_not_found", "deploymentnotfound", "not_found_error",
				"model_decommissioned", "invalid_model");
		precise(ErrorCategory.UNSUPPORTED, "unsupported_parameter", "unsupported_value", "unsupported_model",
				"unsupported_model_feature", "operationnotsupported", "unimplemented");
		precise(ErrorCategory.TIMEOUT, "timeout_error", "deadline_exceeded", "request_timeout", "generation_timeout");
		precise(ErrorCategory.TOOL_FAILED, "tool_use_failed", "malformed_function_call", "malformed_tool_use",
				"unexpected_tool_call", "too_many_tool_calls");
		ofOtherProviders();
		ofFurtherProviders();
		general(ErrorCategory.RATE_LIMITED, "rate_limit_exceeded", "rate_limit_error", "rate_limited", "requests",
				"tokens", "too_many_requests", "resource_exhausted", "throttlingexception");
		general(ErrorCategory.PROVIDER_UNAVAILABLE, "api_error", "server_error", "internal_server_error", "internal",
				"internal_error", "unavailable", "service_unavailable", "internalservererror", "error");
		general(ErrorCategory.NOT_FOUND, "not_found");
		general(ErrorCategory.INVALID_REQUEST, "invalid_request_error", "invalid_argument", "failed_precondition",
				"invalid_request", "request_too_large", "json_validate_failed", "badrequesterror", "invalid_prompt",
				"missing_thought_signature");
	}

	/**
	 * Bedrock's streams, Text Generation Inference, DashScope, watsonx.ai, Workers AI.
	 */
	private static void ofOtherProviders() {
		general(ErrorCategory.PROVIDER_UNAVAILABLE, "internalserverexception", "modelstreamerrorexception",
				"serviceunavailableexception", "generation", "incomplete_generation", "internalerror");
		general(ErrorCategory.TIMEOUT, "modeltimeoutexception", "timeout", "requesttimeout", "3007");
		general(ErrorCategory.INVALID_REQUEST, "validationexception", "validation", "invalidparameter", "5006");
		general(ErrorCategory.OVERLOADED, "overloaded", "3040");
		general(ErrorCategory.RATE_LIMITED, "throttling", "throttling.ratequota", "throttling.allocationquota",
				"rate_limit_reached_requests", "limitrequests");
		general(ErrorCategory.QUOTA_EXCEEDED, "arrearage", "token_quota_reached", "3036");
		precise(ErrorCategory.UNAUTHORIZED, "invalidapikey", "authentication_token_expired",
				"authentication_token_not_valid", "authentication_no_token", "invalid_auth");
		precise(ErrorCategory.SAFETY_BLOCKED, "datainspectionfailed", "data_inspection_failed");
		precise(ErrorCategory.NOT_FOUND, "model_not_supported", "modelnotfound", "5007");
	}

	/**
	 * The exceptions of AWS, Cerebras, DeepSeek, Together, batches, and the numbers of
	 * Z.AI (docs.z.ai/api-reference/api-code).
	 */
	private static void ofFurtherProviders() {
		precise(ErrorCategory.FORBIDDEN, "accessdeniedexception", "accessdenied", "1220");
		precise(ErrorCategory.OVERLOADED, "modelnotreadyexception", "queue_exceeded", "insufficient_system_resource",
				"1305", "1312");
		precise(ErrorCategory.QUOTA_EXCEEDED, "servicequotaexceededexception", "1113", "1304", "1308", "1309", "1310");
		precise(ErrorCategory.NOT_FOUND, "resourcenotfoundexception", "unknownoperationexception", "1211", "1222");
		precise(ErrorCategory.UNAUTHORIZED, "unrecognizedclientexception", "expiredtokenexception",
				"missingauthenticationtokenexception", "invalidsignatureexception", "1000", "1001", "1002", "1003",
				"1004");
		precise(ErrorCategory.RATE_LIMITED, "token_quota_exceeded", "request_quota_exceeded", "1302", "1303");
		precise(ErrorCategory.CONTEXT_LENGTH_EXCEEDED, "1261");
		precise(ErrorCategory.SAFETY_BLOCKED, "1301");
		general(ErrorCategory.RATE_LIMITED, "rate_limit", "too_many_requests_error", "too_many_tokens_error",
				"request_limit_exceeded", "limitexceeded", "requestlimitexceeded");
		general(ErrorCategory.PROVIDER_UNAVAILABLE, "modelerrorexception", "network_error", "malformed_model_output",
				"malformed_response", "no_image", "internalerror.algo", "internalerror.timeout", "abort");
		general(ErrorCategory.TIMEOUT, "batch_expired");
		ofMarkets();
		general(ErrorCategory.CANCELLED, "cancelled", "canceled");
	}

	/** Azure's catalogue, Volcano Engine, Moonshot, Databricks, Vercel, Aleph Alpha. */
	private static void ofMarkets() {
		general(ErrorCategory.RATE_LIMITED, "ratelimitreached", "ratelimitexceeded", "rate_limit_reached_error",
				"toomanyrequests");
		precise(ErrorCategory.CONTEXT_LENGTH_EXCEEDED, "tokens_limit_reached");
		precise(ErrorCategory.QUOTA_EXCEEDED, "accountoverdueerror");
		precise(ErrorCategory.SAFETY_BLOCKED, "sensitivecontentdetected", "content_moderation");
		precise(ErrorCategory.OVERLOADED, "serveroverloaded", "queue_full");
		general(ErrorCategory.PROVIDER_UNAVAILABLE, "temporarily_unavailable", "no_providers_available");
		general(ErrorCategory.INVALID_REQUEST, "bad_request", "invalid_parameter_value");
	}

	private ErrorCodes() {
	}

	static @Nullable ErrorCategory precise(List<String> codes) {
		return first(PRECISE, codes);
	}

	static @Nullable ErrorCategory general(List<String> codes) {
		return first(GENERAL, codes);
	}

	private static @Nullable ErrorCategory first(Map<String, ErrorCategory> known, List<String> codes) {
		for (String code : codes) {
			ErrorCategory category = known.get(code);
			if (category != null) {
				return category;
			}
		}
		return null;
	}

	private static void precise(ErrorCategory category, String... codes) {
		List.of(codes).forEach((code) -> PRECISE.put(code, category));
	}

	private static void general(ErrorCategory category, String... codes) {
		List.of(codes).forEach((code) -> GENERAL.put(code, category));
	}

}
