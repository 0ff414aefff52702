package dev.gai.braintrust.cost.catalog;

import java.io.InputStream;

/** Opens files of this library. */
final class OwnFiles {

	private OwnFiles() {
	}

	static InputStream read(String resource) {
		InputStream file = OwnFiles.class.getResourceAsStream(resource);
		if (file == null) {
			throw new IllegalStateException("The library is incomplete: " + resource + " is missing");
		}
		return file;
	}

}
