package dev.gai.braintrust.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Patterns of trees.
 */
class TreePatternTests {

	private static final TreeText TREE = tree("agent", " plan", "  chat a", " gather", "  search", "  search",
			"  chart!", "  chat b", " write");

	@ParameterizedTest
	@ValueSource(strings = { "agent\n  ...", "...", "*\n  plan\n    chat *\n  ...", "agent\n  ...\n  write",
			"agent\n  plan\n    ...\n  gather\n    search\n    ...\n    chart !\n    chat b\n  write",
			"    agent\n\n      ...\n      gather\n        ...\n        chart !\n        ...\n      ...\n",
			"a*t\n  ...\n  ...\n  *a*e*\n    ...\n  ..." })
	void matches(String pattern) {
		assertThat(TreePattern.parse(pattern).difference(TREE)).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					agent                              | `plan` is not in the pattern below `agent`. Where it is right, add it, or `...` for any siblings |  1
					robot/  ...                        | expected `robot`, found `agent`                                       | 0
					agent/  plan/  ...                 | `chat a` is not in the pattern below `plan`. Where it is right, add it, or `...` for any siblings |  2
					agent/  plan/    ...               | `gather` is not in the pattern below `agent` after `plan`. Where it is right, add it, or `...` for any siblings |  3
					agent/  ...!/                      | -                                                                     | -
					agent/  ...,  wriet                | -                                                                     | -
					agent/  .../  wriet                | `wriet` is missing below `agent`; nearest: `write`                    | 8
					agent/  .../  gather/    .../    chart/    .../  ... | `chart` is an error; where that is right, write `chart !` | 6
					agent !/  ...                      | `agent` is no error; where that is right, write it without the `!`    | 0
					agent/  ...\\u0020/  write/    more | -                                                                    | -
					agent/  .../  write/    more       | `more` is missing below `write`; nothing is below `write`             | 8
					agent/  .../  chart !/  ...        | `chart !` is missing below `agent`; there is `chart !` below `gather`   | 6
					agent/  plan/    chat a/  gather/    .../    chat b/    plan/  ... | `plan` is missing below `gather` after `chat b`; there is `plan` below `agent` | 1
					agent/  plan/    search/  ...      | expected `search` below `plan`, found `chat a`; there is `search` below `gather` | 2
					agent/  .../  write/    agent      | `agent` is missing below `write`; there is `agent` at the top            | 0
					agent/  .../  write/  more         | `more` is missing below `agent` after `write`                         | 8
					""")
	void saysWhereItDiffers(String pattern, String message, String line) {
		if (!message.equals("-")) {
			TreeDifference difference = TreePattern.parse(pattern.replace('/', '\n')).difference(TREE);

			assertThat(Objects.requireNonNull(difference).message()).isEqualTo(message);
			assertThat(difference.lines()).containsExactly(Integer.valueOf(line));
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			'   '                | The tree pattern is empty
			'a//    b'           | Line 3 of the tree pattern, `b`, is 1 levels too deep below the line before
			'a/   b'             | Line 2 of the tree pattern, `b`, is indented by 3 spaces
			'a/.../  b'          | Line 3 of the tree pattern, `b`, is below `...`
			'a/  ... !'          | Line 2 of the tree pattern, `... !`, has no name before the `!`
			'a/  !'              | Line 2 of the tree pattern, `!`, has no name before the `!`
			""")
	void saysWhichLineIsNone(String pattern, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> TreePattern.parse(pattern.replace('/', '\n')))
			.withMessageStartingWith(message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a !", "!", "\\!", "a \\!", "...", "... !", "\\...", "\\", "\\*", "a*", "a\u2028b",
			"a\u0085 b", "\u00a0", " ", "", "x\ny", "!!" })
	void isReadBackWhateverTheNameIs(String name) {
		for (boolean failed : new boolean[] { false, true }) {
			TreeText tree = new TreeText(List.of(new TreeLine(0, "agent", false), new TreeLine(1, name, failed)));

			assertThat(TreePattern.parse(tree.text()).difference(tree)).as(tree.text()).isNull();
		}
	}

	@Test
	void refusesTabs() {
		assertThatIllegalArgumentException().isThrownBy(() -> TreePattern.parse("a\n\tb"))
			.withMessage(
					"Line 2 of the tree pattern, `b`, is indented with a tab. Indent with two spaces for each level");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "...", "done !", "!", "\\back", "a * b", "two\n  lines", " padded ", "", "...!", "[x](.+)" })
	void readsBackWhatItHasWritten(String name) {
		TreeText tree = new TreeText(List.of(new TreeLine(0, name, false), new TreeLine(1, name, true)));

		assertThat(TreePattern.parse(tree.text()).difference(tree)).as(tree.text()).isNull();
	}

	@Test
	void comparesManySiblingsAndDeepTrees() {
		List<TreeLine> lines = new ArrayList<>();
		lines.add(new TreeLine(0, "root", false));
		for (int number = 0; number < 10_000; number++) {
			lines.add(new TreeLine(1, "tool", false));
		}
		TreeText wide = new TreeText(lines);

		assertThat(TreePattern.parse("root\n  ...\n  tool\n  ...\n  tool\n  ...").difference(wide)).isNull();
		assertThat(TreePattern.parse("root\n  ...\n  tool\n  ...\n  end").difference(wide)).isNotNull();
		assertThat(wide.text(Set.of(5000)).lines()).hasSizeLessThan(60).anyMatch((line) -> line.startsWith("> "));
	}

	private static TreeText tree(String... lines) {
		return new TreeText(List.of(lines)
			.stream()
			.map((line) -> new TreeLine(line.length() - line.stripLeading().length(), line.replace("!", ""),
					line.endsWith("!")))
			.toList());
	}

}
