package dev.gai.braintrust.eval.upload;

/**
 * When an eval becomes an experiment.
 */
enum UploadMode {

	/** When there is an API key. */
	AUTO,

	/** Always; the report says so where there is no API key. */
	ALWAYS,

	/** Never. */
	NEVER

}
