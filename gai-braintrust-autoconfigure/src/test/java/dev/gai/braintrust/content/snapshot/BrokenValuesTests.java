package dev.gai.braintrust.content.snapshot;

import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Values that throw when they are read.
 */
@Timeout(60)
class BrokenValuesTests {

	private final ContentSnapshots snapshots = new ContentSnapshots(JsonMapper.builder().build());

	@Test
	void losesOnlyThePropertyWhoseGetterThrows() {
		Snapshot snapshot = this.snapshots.take(new Throwing());
		assertThat(snapshot.tree()).isEqualTo(Map.of("a", 1, "b", "<not captured: IllegalStateException>", "c", 3));
		assertThat(snapshot.failure()).isEqualTo("IllegalStateException");
	}

	@Test
	void keepsTheSiblingsOfAnElementThatThrows() {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("first", new Throwing());
		map.put("second", Arrays.asList("x", new StringThrowing(), "y"));
		Snapshot snapshot = this.snapshots.take(map);
		assertThat(snapshot.tree())
			.isEqualTo(Map.of("first", Map.of("a", 1, "b", "<not captured: IllegalStateException>", "c", 3), "second",
					List.of("x", "<not captured: ArithmeticException>", "y")));
		assertThat(snapshot.failure()).isEqualTo("IllegalStateException");
	}

	@Test
	void keepsWhatAnIteratorGaveBeforeItThrew() {
		Snapshot list = this.snapshots.take(new AbstractCollection<String>() {
			@Override
			public Iterator<String> iterator() {
				return breakingAfter("a");
			}

			@Override
			public int size() {
				throw new IllegalStateException();
			}
		});
		assertThat(list).extracting(Snapshot::tree, Snapshot::failure)
			.containsExactly(List.of("a", "<not captured: IllegalStateException>"), "IllegalStateException");
		Snapshot map = this.snapshots.take(new AbstractMap<String, String>() {
			@Override
			public Set<Entry<String, String>> entrySet() {
				return new java.util.AbstractSet<>() {
					@Override
					public Iterator<Entry<String, String>> iterator() {
						return breakingAfter(Map.entry("k", "v"));
					}

					@Override
					public int size() {
						return 1;
					}
				};
			}
		});
		assertThat(map.tree()).isEqualTo(Map.of("k", "v", "…", "<not captured: IllegalStateException>"));
	}

	@Test
	void keepsTheValueOfAKeyThatThrows() {
		Snapshot snapshot = this.snapshots.take(Collections.singletonMap(new BrokenKey(), "v"));
		assertThat(snapshot.tree()).isEqualTo(Map.of("<not captured: IllegalStateException>", "v"));
		assertThat(snapshot.failure()).isEqualTo("IllegalStateException");
	}

	@Test
	void countsRunningOutOfHeapOrStackAsNotCaptured() {
		assertThat(this.snapshots.take(new Failing(new OutOfMemoryError())).tree())
			.isEqualTo("<not captured: OutOfMemoryError>");
		assertThat(this.snapshots.take(new Failing(new StackOverflowError())).failure())
			.isEqualTo("StackOverflowError");
		assertThat(this.snapshots.take(new Failing(new NoClassDefFoundError())).failure())
			.isEqualTo("NoClassDefFoundError");
	}

	@Test
	void doesNotHideThatTheMachineIsBroken() {
		assertThatExceptionOfType(InternalError.class)
			.isThrownBy(() -> this.snapshots.take(new Failing(new InternalError())));
	}

	private static <T> Iterator<T> breakingAfter(T first) {
		List<T> left = new ArrayList<>(List.of(first));
		return new Iterator<>() {
			@Override
			public boolean hasNext() {
				return true;
			}

			@Override
			public T next() {
				if (left.isEmpty()) {
					throw new IllegalStateException();
				}
				return left.remove(0);
			}
		};
	}

	static final class Throwing {

		public int getA() {
			return 1;
		}

		public int getB() {
			throw new IllegalStateException("secret");
		}

		public int getC() {
			return 3;
		}

	}

	static final class StringThrowing implements CharSequence {

		@Override
		public int length() {
			return 0;
		}

		@Override
		public char charAt(int index) {
			return 0;
		}

		@Override
		public CharSequence subSequence(int start, int end) {
			return this;
		}

		@Override
		public String toString() {
			throw new ArithmeticException();
		}

	}

	static final class BrokenKey {

		@Override
		public String toString() {
			throw new IllegalStateException();
		}

	}

	static final class Failing extends AbstractCollection<String> implements CharSequence {

		private final Error error;

		Failing(Error error) {
			this.error = error;
		}

		@Override
		public Iterator<String> iterator() {
			throw this.error;
		}

		@Override
		public int size() {
			throw this.error;
		}

		@Override
		public int length() {
			throw this.error;
		}

		@Override
		public char charAt(int index) {
			throw this.error;
		}

		@Override
		public CharSequence subSequence(int start, int end) {
			throw this.error;
		}

		@Override
		public String toString() {
			throw this.error;
		}

	}

}
