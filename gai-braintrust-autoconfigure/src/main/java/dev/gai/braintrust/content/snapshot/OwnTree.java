package dev.gai.braintrust.content.snapshot;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A tree that was made of what the application has said, so that only its values can be
 * the application's. Where all of them are texts, a copy would be the same again.
 */
final class OwnTree {

	private static final int MOST_VALUES = 1000;

	private static final long TOO_MUCH = -1;

	private final SnapshotMapper mapper;

	private int values;

	private OwnTree(SnapshotMapper mapper) {
		this.mapper = mapper;
	}

	/**
	 * What a tree weighs.
	 * @param tree the tree
	 * @param mapper knows what the application writes in its own way
	 * @return what a copy of it would weigh, negative if it has to be copied
	 */
	static long weight(List<?> tree, SnapshotMapper mapper) {
		return new OwnTree(mapper).weight(tree);
	}

	private long weight(@Nullable Object tree) {
		if (tree == null) {
			return 16;
		}
		if (++this.values > MOST_VALUES || this.mapper.hasOwnWayFor(tree.getClass())) {
			return TOO_MUCH;
		}
		if (tree instanceof String text) {
			return SnapshotWalk.weight(text);
		}
		if (tree instanceof List<?> list) {
			return list(list);
		}
		return (tree instanceof Map<?, ?> map) ? map(map) : TOO_MUCH;
	}

	private long list(List<?> list) {
		long sum = 16;
		for (Object element : list) {
			long weight = weight(element);
			if (weight < 0) {
				return TOO_MUCH;
			}
			sum += weight;
		}
		return sum;
	}

	private long map(Map<?, ?> map) {
		long sum = 16;
		for (Map.Entry<?, ?> entry : map.entrySet()) {
			long weight = weight(entry.getValue());
			if (weight < 0 || !(entry.getKey() instanceof String key)) {
				return TOO_MUCH;
			}
			sum += weight + SnapshotWalk.weight(key) - 16;
		}
		return sum;
	}

}
