package dev.gai.braintrust.content;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Cuts a text of which each line is JSON, as protocols of a stream and files of data are:
 * what is kept are lines from both ends, each of them JSON still.
 */
final class JsonLinesCut {

	private final String text;

	private final List<Line> lines;

	/**
	 * Creates a cut.
	 * @param text the text
	 * @param lines its lines, each of which is JSON
	 */
	JsonLinesCut(String text, List<Line> lines) {
		this.text = text;
		this.lines = lines;
	}

	/**
	 * Cuts the text.
	 * @param max how many characters are kept
	 * @return lines of JSON, {@code null} if there is too little room
	 */
	@Nullable String cut(int max) {
		int room = max - this.lines.size();
		boolean few = this.lines.size() <= JsonTextCut.FEW && room / this.lines.size() >= JsonTextCut.SMALLEST_SHARE;
		String kept = few ? shared(room) : null;
		kept = (kept != null) ? kept : ends(max - JsonTextCut.LONGEST_MARK);
		return (kept.length() <= max) ? kept : null;
	}

	private @Nullable String shared(int room) {
		int share = JsonTextCut.share(this.lines.stream().mapToInt(Line::size).toArray(), room);
		StringBuilder kept = new StringBuilder();
		for (Line line : this.lines) {
			String cut = cut(line, share);
			if (cut == null) {
				return null;
			}
			kept.append(kept.isEmpty() ? "" : "\n").append(cut);
		}
		return kept.toString();
	}

	private @Nullable String cut(Line line, int room) {
		return (line.size() <= room) ? this.text.substring(line.start(), line.end())
				: new JsonTextCut(this.text, line.start(), line.end()).cut(room);
	}

	private String ends(int room) {
		int first = 0;
		int last = 0;
		int left = room;
		boolean more = true;
		while (more && first + last < this.lines.size()) {
			boolean forward = first <= last;
			Line next = this.lines.get(forward ? first : this.lines.size() - 1 - last);
			more = next.size() + 1 <= left;
			left -= more ? next.size() + 1 : 0;
			first += (more && forward) ? 1 : 0;
			last += (more && !forward) ? 1 : 0;
		}
		StringBuilder kept = new StringBuilder();
		// Rather a part of the first than nothing at all.
		String begun = (first == 0) ? cut(this.lines.get(0), left - 1) : null;
		if (begun != null) {
			kept.append(begun).append('\n');
			first = 1;
		}
		else {
			whole(kept, this.lines.subList(0, first));
		}
		kept.append('"').append(TreeCut.mark(first + last, this.lines.size(), "lines")).append("\"\n");
		whole(kept, this.lines.subList(this.lines.size() - last, this.lines.size()));
		kept.setLength(kept.length() - 1);
		return kept.toString();
	}

	private void whole(StringBuilder kept, List<Line> some) {
		some.forEach((line) -> kept.append(this.text, line.start(), line.end()).append('\n'));
	}

	/**
	 * One line.
	 *
	 * @param start where its JSON begins
	 * @param end where it ends
	 */
	record Line(int start, int end) {

		int size() {
			return this.end - this.start;
		}

	}

}
