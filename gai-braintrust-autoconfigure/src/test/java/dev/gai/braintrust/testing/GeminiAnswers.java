package dev.gai.braintrust.testing;

import java.util.List;

/**
 * Answers of {@code generateContent} as Google documents them.
 */
public final class GeminiAnswers {

	/** Thoughts, a cached prompt, and what Google's own search brought in. */
	public static final String GROUNDED = """
			{"candidates":[{"content":{"parts":[{"text":"I look it up.","thought":true},
			{"text":"Oslo is sunny."}],"role":"model"},"finishReason":"STOP","index":0,
			"groundingMetadata":{"webSearchQueries":["weather oslo","oslo today"],
			"groundingChunks":[{"web":{"uri":"https://yr.example/oslo","title":"yr.example"}}],
			"groundingSupports":[{"segment":{"startIndex":0,"endIndex":14,"text":"Oslo is sunny."},"groundingChunkIndices":[0]}]}}],
			"usageMetadata":{"promptTokenCount":264,"candidatesTokenCount":20,"totalTokenCount":464,
			"cachedContentTokenCount":100,"thoughtsTokenCount":150,"toolUsePromptTokenCount":30,
			"promptTokensDetails":[{"modality":"TEXT","tokenCount":264}],
			"cacheTokensDetails":[{"modality":"TEXT","tokenCount":100}],
			"toolUsePromptTokensDetails":[{"modality":"TEXT","tokenCount":30}]},
			"modelVersion":"gemini-2.5-flash","responseId":"r-1"}""";

	/** Google's own tool was used by a model that does not think. */
	public static final String WITH_TOOL_USE = """
			{"candidates":[{"content":{"parts":[{"text":"Sunny."}],"role":"model"},"finishReason":"STOP","index":0}],
			"usageMetadata":{"promptTokenCount":100,"candidatesTokenCount":20,"totalTokenCount":10120,
			"toolUsePromptTokenCount":10000},"modelVersion":"gemini-2.5-flash-lite","responseId":"r-2"}""";

	/** The same answer in pieces; the last one has the reason to stop. */
	public static final List<String> CHUNKS = List.of("""
			{"candidates":[{"content":{"parts":[{"text":"I look ","thought":true}],"role":"model"},"index":0}],
			"usageMetadata":{"promptTokenCount":264,"totalTokenCount":264},
			"modelVersion":"gemini-2.5-flash","responseId":"r-3"}""", """
			{"candidates":[{"content":{"parts":[{"text":"it up.","thought":true}],"role":"model"},"index":0}],
			"usageMetadata":{"promptTokenCount":264,"thoughtsTokenCount":90,"totalTokenCount":354},
			"modelVersion":"gemini-2.5-flash","responseId":"r-3"}""",
			"""
					{"candidates":[{"content":{"parts":[{"text":"Oslo is "}],"role":"model"},"index":0}],
					"usageMetadata":{"promptTokenCount":264,"candidatesTokenCount":4,"thoughtsTokenCount":150,"totalTokenCount":418},
					"modelVersion":"gemini-2.5-flash","responseId":"r-3"}""",
			"""
					{"candidates":[{"content":{"parts":[{"text":"sunny."}],"role":"model"},"finishReason":"STOP","index":0}],
					"usageMetadata":{"promptTokenCount":264,"candidatesTokenCount":20,"totalTokenCount":464,
					"cachedContentTokenCount":100,"thoughtsTokenCount":150,"toolUsePromptTokenCount":30},
					"modelVersion":"gemini-2.5-flash","responseId":"r-3"}""");

	/** The model wants a function called. */
	public static final String FUNCTION_CALL = """
			{"candidates":[{"content":{"parts":[{"functionCall":{"name":"weather","args":{"city":"Oslo"}},
			"thoughtSignature":"Q2FsbA=="}],"role":"model"},"finishReason":"STOP","index":0}],
			"usageMetadata":{"promptTokenCount":40,"candidatesTokenCount":8,"totalTokenCount":78,"thoughtsTokenCount":30},
			"modelVersion":"gemini-2.5-flash","responseId":"r-4"}""";

	/** A picture and a sound were asked about. */
	public static final String MULTIMODAL = """
			{"candidates":[{"content":{"parts":[{"text":"A cat purrs."}],"role":"model"},"finishReason":"MAX_TOKENS","index":0}],
			"usageMetadata":{"promptTokenCount":1300,"candidatesTokenCount":5,"totalTokenCount":1305,
			"promptTokensDetails":[{"modality":"TEXT","tokenCount":10},{"modality":"IMAGE","tokenCount":258},
			{"modality":"AUDIO","tokenCount":1032}]},"modelVersion":"gemini-2.5-flash","responseId":"r-5"}""";

	/** Two candidates. */
	public static final String CANDIDATES = """
			{"candidates":[{"content":{"parts":[{"text":"Sunny."}],"role":"model"},"finishReason":"STOP","index":0},
			{"content":{"parts":[{"text":"Bright."}],"role":"model"},"finishReason":"MAX_TOKENS","index":1}],
			"usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":6,"totalTokenCount":13},
			"modelVersion":"gemini-2.5-flash","responseId":"r-6"}""";

	/** Nothing was answered. */
	public static final String BLOCKED = """
			{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},
			"usageMetadata":{"promptTokenCount":7,"totalTokenCount":7,"promptTokensDetails":[{"modality":"TEXT","tokenCount":7}]},
			"modelVersion":"gemini-2.5-flash","responseId":"r-7"}""";

	/** Stopped in the middle of an answer. */
	public static final String UNSAFE = """
			{"candidates":[{"finishReason":"SAFETY","index":0,"safetyRatings":[{"category":"HARM_CATEGORY_HARASSMENT",
			"probability":"HIGH","blocked":true}]}],"usageMetadata":{"promptTokenCount":7,"totalTokenCount":7},
			"modelVersion":"gemini-2.5-flash","responseId":"r-8"}""";

	private GeminiAnswers() {
	}

	/**
	 * The events of a stream, one for each line.
	 * @param documents the documents
	 * @return the events
	 */
	public static String[] lines(List<String> documents) {
		return documents.stream().map((document) -> document.replace("\n", "")).toArray(String[]::new);
	}

}
