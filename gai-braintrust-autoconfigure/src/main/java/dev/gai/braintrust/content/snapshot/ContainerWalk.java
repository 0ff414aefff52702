package dev.gai.braintrust.content.snapshot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;

import dev.gai.braintrust.content.media.InlineMedia;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Copies what has elements, as far as there is room for them.
 */
final class ContainerWalk {

	private static final int FEW = 4;

	private final SnapshotWalk walk;

	ContainerWalk(SnapshotWalk walk) {
		this.walk = walk;
	}

	Object nodes(JsonNode node, int depth) {
		return node.isObject() ? map(node.properties(), node::size, depth)
				: list(PlainValues.elements(node), node::size, depth);
	}

	Object array(Object array, int depth) {
		List<?> elements = PlainValues.elements(array);
		return list(elements, elements::size, depth);
	}

	Object throwable(Throwable throwable, int depth) {
		Map<String, @Nullable Object> copy = new LinkedHashMap<>();
		copy.put("type", this.walk.weighed(throwable.getClass().getName()));
		String message;
		try {
			message = throwable.getMessage();
		}
		catch (Throwable ex) {
			message = this.walk.failed(ex);
		}
		copy.put("message", this.walk.copy(message, depth + 1));
		return Collections.unmodifiableMap(copy);
	}

	/**
	 * Many elements that code of the application writes are one piece of work.
	 */
	Object list(Iterable<?> source, IntSupplier size, int depth) {
		InlineMedia media = NumberedBytes.in(source);
		if (media != null) {
			return this.walk.written(media);
		}
		if (!this.walk.isPatient() && source instanceof List<?> list && list.size() > FEW && list.get(0) != null
				&& this.walk.mapper().isWrittenByApplication(list.get(0).getClass())) {
			try {
				return Objects.requireNonNull(this.walk.patiently(list.get(0).getClass(),
						(walk) -> new ContainerWalk(walk).elements(source, size, depth)));
			}
			catch (Exception ex) {
				return this.walk.failed(ex);
			}
		}
		return elements(source, size, depth);
	}

	private Object elements(Iterable<?> source, IntSupplier size, int depth) {
		int before = leaveRoom(depth);
		try {
			return within(source, size, depth);
		}
		finally {
			this.walk.limitAgain(before);
		}
	}

	/**
	 * What comes after something long within an object or a list wants some room, too:
	 * the question behind a history.
	 */
	private int leaveRoom(int depth) {
		int room = this.walk.room();
		return this.walk.limit((depth > 0) ? room - room / 10 : room);
	}

	private Object within(Iterable<?> source, IntSupplier size, int depth) {
		List<@Nullable Object> copy = new ArrayList<>();
		try {
			if (ConversationWalk.isShort(source)) {
				return Collections.unmodifiableList(new ConversationWalk(this.walk, depth + 1).all((List<?>) source));
			}
			Iterator<?> forward = source.iterator();
			while (forward.hasNext()) {
				if (!this.walk.takeElement()) {
					int all = size.getAsInt();
					copy.add((all < 0) ? this.walk.weighed("<more elements left out>") : leftOut(all - copy.size()));
					break;
				}
				copy.add(this.walk.copy(forward.next(), depth + 1));
				if (BothEnds.suits(source, copy.size())) {
					new BothEnds(this.walk, depth + 1).rest((Collection<?>) source, forward, copy);
					break;
				}
			}
		}
		catch (Throwable ex) {
			copy.add(this.walk.failed(ex));
		}
		return Collections.unmodifiableList(copy);
	}

	Object map(Iterable<? extends Map.Entry<?, ?>> source, IntSupplier size, int depth) {
		int before = leaveRoom(depth);
		try {
			return entries(source, size, depth);
		}
		finally {
			this.walk.limitAgain(before);
		}
	}

	private Object entries(Iterable<? extends Map.Entry<?, ?>> source, IntSupplier size, int depth) {
		Map<String, @Nullable Object> copy = new LinkedHashMap<>();
		try {
			for (Map.Entry<?, ?> entry : source) {
				if (!this.walk.takeElement()) {
					UniqueKeys.put(copy, "…", leftOut(size.getAsInt() - copy.size()));
					break;
				}
				UniqueKeys.put(copy, key(entry), this.walk.copy(entry.getValue(), depth + 1));
			}
		}
		catch (Throwable ex) {
			UniqueKeys.put(copy, "…", this.walk.failed(ex));
		}
		return Collections.unmodifiableMap(copy);
	}

	private String key(Map.Entry<?, ?> entry) {
		try {
			Object key = entry.getKey();
			return (key == null || key instanceof String) ? this.walk.weighed(String.valueOf(key)) : written(key);
		}
		catch (Throwable ex) {
			return this.walk.failed(ex);
		}
	}

	/**
	 * A key that is no text, as the application writes it.
	 */
	private String written(Object key) {
		SnapshotMapper mapper = this.walk.mapper();
		ValueKind kind = ValueKind.of(key.getClass());
		boolean own = kind == ValueKind.BEAN || (kind.mayBeWritten() && mapper.hasOwnWayFor(key.getClass()));
		if (!own) {
			return this.walk.weighed(key.toString());
		}
		return (mapper.objects() == ObjectWay.WRITTEN)
				? mapper.key(key, new PlainTreeGenerator(this.walk, SnapshotWalk.MAX_DEPTH - 2))
				: this.walk.weighed(UntouchableTypes.marker(key.getClass()));
	}

	private String leftOut(int count) {
		return this.walk.weighed(LeftOut.mark(count));
	}

}
