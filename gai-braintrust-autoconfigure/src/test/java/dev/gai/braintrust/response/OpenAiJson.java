package dev.gai.braintrust.response;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads JSON both ways, as maps and as nodes, which must not differ.
 */
final class OpenAiJson {

	private static final ResponseReaders readers = new ResponseReaders(ResponseReaders.builtIn());

	private OpenAiJson() {
	}

	static @Nullable LlmResponse read(String json) {
		LlmResponse ofMap = readers.read(JsonMapper.shared().readValue(json, Map.class));
		LlmResponse ofNode = readers.read(JsonMapper.shared().readTree(json));
		assertThat(ofNode).isEqualTo(ofMap);
		return ofMap;
	}

	static @Nullable LlmResponse readAll(String... chunks) {
		List<Object> maps = new ArrayList<>();
		List<Object> nodes = new ArrayList<>();
		for (String chunk : chunks) {
			maps.add(JsonMapper.shared().readValue(chunk, Map.class));
			nodes.add(JsonMapper.shared().readTree(chunk));
		}
		LlmResponse ofMaps = readers.readAll(maps);
		assertThat(readers.readAll(nodes)).isEqualTo(ofMaps);
		return ofMaps;
	}

}
