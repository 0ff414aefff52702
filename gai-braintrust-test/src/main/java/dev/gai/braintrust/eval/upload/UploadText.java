package dev.gai.braintrust.eval.upload;

/**
 * What became of an experiment, in words.
 */
final class UploadText {

	private UploadText() {
	}

	/**
	 * Says it.
	 * @param upload what became of it
	 * @return a sentence or two on one line
	 */
	static String of(ReportUpload upload) {
		String name = (upload.experimentName() != null) ? " \"" + upload.experimentName() + "\"" : "";
		return switch (upload.state()) {
			case OFF -> "No experiment: " + upload.detail();
			case UPLOADED -> "Experiment" + name + ", " + upload.rows() + " rows"
					+ ((upload.link() != null) ? ": " + upload.link() : "");
			case PENDING -> "Experiment" + name + " not uploaded"
					+ (upload.missing().isEmpty() ? "" : " (" + String.join("; ", upload.missing()) + ")") + ": "
					+ upload.detail();
		};
	}

}
