package dev.gai.braintrust.content.snapshot;

import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A list or an object that Jackson has begun to write and not ended.
 */
final class OpenContainer {

	private final @Nullable List<@Nullable Object> list;

	private final @Nullable Map<String, @Nullable Object> map;

	final @Nullable Object bean;

	@Nullable String name;

	OpenContainer(@Nullable List<@Nullable Object> list, @Nullable Map<String, @Nullable Object> map,
			@Nullable Object bean) {
		this.list = list;
		this.map = map;
		this.bean = bean;
	}

	void add(@Nullable Object value) {
		if (this.list != null) {
			this.list.add(value);
		}
		else if (this.map != null) {
			UniqueKeys.put(this.map, (this.name != null) ? this.name : "…", value);
			this.name = null;
		}
	}

	@Nullable Object finished() {
		return (this.list != null) ? Collections.unmodifiableList(this.list)
				: (this.map != null) ? Collections.unmodifiableMap(this.map) : null;
	}

}
