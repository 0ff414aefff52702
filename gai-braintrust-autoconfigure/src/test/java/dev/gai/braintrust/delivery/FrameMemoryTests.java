package dev.gai.braintrust.delivery;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class FrameMemoryTests {

	@Test
	void usesTheMemoryOfAFrameThatWasReleasedForOneOfAboutItsSize() {
		FrameMemory memory = new FrameMemory();
		Frame first = memory.take(20_000);
		byte[] array = first.array();
		assertThat(memory.take(20_000).array()).isNotSameAs(array);

		first.release();

		Frame second = memory.take(19_500);
		assertThat(second.array()).isSameAs(array);
		assertThat(second.length()).isEqualTo(19_500);
		assertThat(second.copy()).hasSize(19_500);
		assertThat(memory.take(20_000).array()).isNotSameAs(array);
	}

	@Test
	void doesNotLetAFrameBeReadThatWasReleased() {
		Frame frame = new FrameMemory().take(10);
		frame.release();
		assertThatIllegalStateException().isThrownBy(frame::array);
		assertThatIllegalStateException().isThrownBy(frame::copy);
		assertThat(frame.length()).isEqualTo(10);
	}

	@Test
	void givesMemoryToOneFrameThoughItWasReleasedTwice() {
		FrameMemory memory = new FrameMemory();
		Frame frame = memory.take(600);
		frame.release();
		frame.release();
		assertThat(memory.take(600).array()).isNotSameAs(memory.take(600).array());
	}

	@Test
	void wastesAnEighthAtMost() {
		FrameMemory memory = new FrameMemory();
		for (int length = 0; length < 3_000_000; length += 1 + length / 50) {
			int size = memory.take(length).array().length;
			assertThat(size).as("for %d", length).isBetween(length, Math.max(512, length + length / 8));
		}
	}

	@Test
	void keepsNoMoreThanItsBoundAndOfTheSizesAskedForLast() {
		FrameMemory memory = new FrameMemory(10 * 1024);
		List<byte[]> small = released(memory, 10, 1024);
		List<byte[]> large = released(memory, 1, 4096);

		assertThat(memory.take(4096).array()).isSameAs(large.get(0));
		List<byte[]> kept = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			kept.add(memory.take(1024).array());
		}
		assertThat(kept).filteredOn(small::contains).hasSize(6);
	}

	private static List<byte[]> released(FrameMemory memory, int count, int length) {
		List<Frame> frames = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			frames.add(memory.take(length));
		}
		List<byte[]> arrays = frames.stream().map(Frame::array).toList();
		frames.forEach(Frame::release);
		return arrays;
	}

}
