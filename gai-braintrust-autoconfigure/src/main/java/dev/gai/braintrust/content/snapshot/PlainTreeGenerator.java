package dev.gai.braintrust.content.snapshot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * What Jackson writes becomes a plain tree, as far as it comes: when a getter throws or
 * the walk has had enough, the part before it stays.
 */
final class PlainTreeGenerator extends PlainTokens {

	private static final int MAX_SKIPPED_LEVELS = 200;

	private final SnapshotWalk walk;

	private final int baseDepth;

	private final Deque<OpenContainer> frames = new ArrayDeque<>();

	private @Nullable Object root;

	private boolean complete;

	private int skipping;

	PlainTreeGenerator(SnapshotWalk walk, int baseDepth) {
		this.walk = walk;
		this.baseDepth = baseDepth;
	}

	/**
	 * The tree, after Jackson returned or {@link #breakOff} was called.
	 */
	@Nullable Object tree() {
		return this.root;
	}

	Position position() {
		return new Position(this.frames.size(), this.skipping);
	}

	/**
	 * Go on after a property that failed: what it wrote stays, with the reason for its
	 * end.
	 */
	void recover(Position position, String property, Throwable reason) {
		LimitReached limit = LimitReached.in(reason);
		if (limit != null && limit.everywhere) {
			throw limit;
		}
		this.skipping = position.skipping();
		String marker = marker(reason);
		if (this.skipping > 0) {
			return;
		}
		OpenContainer frame = this.frames.peek();
		if (frame != null && this.frames.size() == position.frames() && frame.name == null) {
			frame.name = property;
		}
		add(marker);
		while (this.frames.size() > position.frames()) {
			end();
		}
	}

	/**
	 * Close what is open and say, in the place where it happened, why there is no more.
	 */
	void breakOff(Throwable reason) {
		String marker = marker(reason);
		this.skipping = 0;
		if (!this.complete) {
			add(marker);
		}
		while (!this.frames.isEmpty()) {
			end();
		}
	}

	private String marker(Throwable reason) {
		LimitReached limit = LimitReached.in(reason);
		return (limit != null) ? limit.marker : this.walk.failed(reason);
	}

	/**
	 * Have a value written on another thread, on which that may wait for anything.
	 * @return {@code false} if this is such a thread
	 */
	boolean writeApart(Object value, ApartSerializer.Writing writing) {
		if (this.walk.isPatient()) {
			return false;
		}
		if (this.skipping == 0) {
			add(this.walk.written(value, writing, this.baseDepth + this.frames.size()));
		}
		return true;
	}

	@Override
	JsonGenerator value(@Nullable Object value) {
		countElement();
		if (this.skipping == 0) {
			// A text or a number has been written in the application's own way by now.
			add((value instanceof String || value instanceof Number) ? this.walk.written(value)
					: this.walk.copy(value, this.baseDepth + this.frames.size()));
		}
		return this;
	}

	@Override
	public JsonGenerator writeStartArray(@Nullable Object forValue) {
		countStart();
		start(new OpenContainer(new ArrayList<>(), null, null));
		return this;
	}

	@Override
	public JsonGenerator writeStartObject(@Nullable Object forValue) {
		countStart();
		if (forValue != null && !this.walk.enter(forValue)) {
			throw new LimitReached(SnapshotWalk.CYCLE, false);
		}
		start(new OpenContainer(null, new LinkedHashMap<>(), forValue));
		return this;
	}

	@Override
	public JsonGenerator writeEndArray() {
		return writeEnd();
	}

	@Override
	public JsonGenerator writeEndObject() {
		return writeEnd();
	}

	@Override
	public JsonGenerator writeName(String name) {
		OpenContainer frame = this.frames.peek();
		if (this.skipping == 0 && frame != null) {
			frame.name = this.walk.weighed(name);
		}
		return this;
	}

	private void countStart() {
		countElement();
		if (this.skipping > MAX_SKIPPED_LEVELS) {
			throw new LimitReached(SnapshotWalk.TOO_DEEP, false);
		}
	}

	private void start(OpenContainer frame) {
		if (this.skipping == 0 && this.baseDepth + this.frames.size() < SnapshotWalk.MAX_DEPTH) {
			this.frames.push(frame);
			return;
		}
		if (this.skipping++ == 0) {
			add(SnapshotWalk.TOO_DEEP);
		}
		if (frame.bean != null) {
			this.walk.leave(frame.bean);
		}
	}

	private JsonGenerator writeEnd() {
		if (this.skipping > 0) {
			this.skipping--;
		}
		else {
			end();
		}
		return this;
	}

	private void end() {
		OpenContainer frame = this.frames.pop();
		if (frame.bean != null) {
			this.walk.leave(frame.bean);
		}
		add(frame.finished());
	}

	private void countElement() {
		if (!this.frames.isEmpty() && !this.walk.takeElement()) {
			throw new LimitReached("<more elements left out>", true);
		}
	}

	private void add(@Nullable Object value) {
		OpenContainer frame = this.frames.peek();
		if (frame != null) {
			frame.add(value);
		}
		else {
			this.root = value;
			this.complete = true;
		}
	}

	/**
	 * How far the generator is open.
	 */
	record Position(int frames, int skipping) {
	}

}
