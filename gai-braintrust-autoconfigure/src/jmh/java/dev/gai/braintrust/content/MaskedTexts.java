package dev.gai.braintrust.content;

import java.util.List;
import java.util.Random;

/**
 * Texts of 20 KB in which nothing is secret: sentences, objects or lines that repeat
 * themselves, or follow each other in an order that nobody can guess.
 */
public enum MaskedTexts {

	/** One sentence. */
	SENTENCE("The quick brown fox jumps over the lazy dog. "),

	/** One object. */
	OBJECT("{\"id\":42,\"name\":\"Ada Lovelace\",\"city\":\"London\",\"total\":13.5},"),

	/** What people write. */
	PROSE("The delivery was late because the bridge near the harbour had been closed since Tuesday. ",
			"She asked whether anybody knew how long the repairs would take, and nobody did. ",
			"It's best to call before noon; most of the staff leave early in summer. ",
			"According to the report, prices rose by 3.4 % between March and June. ",
			"Please keep in mind: the index is rebuilt every night, so results may differ. ",
			"Dear Mr. Brown, thank you for your letter of 12 May (see the copy attached). ",
			"Nothing in this agreement excludes liability that cannot be excluded by law. ",
			"\"Why not?\" he said, pulling up a chair. \"We've got plenty of time.\"\n\n"),

	/** What a service answers. */
	JSON("{\"id\":\"ord_81\",\"status\":\"shipped\",\"items\":[{\"sku\":\"A-17\",\"count\":2,\"price\":9}],",
			"\"customer\":{\"name\":\"Grace Hopper\",\"country\":\"US\",\"tags\":[\"new\",\"vip\"]},",
			"\"type\":\"string\",\"description\":\"Number of results\",\"required\":false,",
			"\"created_at\":\"2026-03-04T10:15:30.123456Z\",\"updated_at\":null},",
			"{\"value\":0.8731264,\"unit\":\"kg\",\"url\":\"https://shop.example.com/items/a-17?page=2\"},",
			"\"trace\":\"3f2b8c1e-6f0d-4c59-9a57-0d2f6f1c9b77\",\"next\":null,\"count\":10}]},"),

	/** A conversation as JSON within JSON. */
	CONVERSATION("{\"role\":\"user\",\"content\":\"How do I sort a list?\\nIt has \\\"names\\\" in it.\"},",
			"{\"role\":\"assistant\",\"content\":\"Use `sorted`:\\n\\n```python\\nsorted(rows, key=len)\\n```\"},",
			"{\"role\":\"tool\",\"content\":\"{\\\"rows\\\":[{\\\"id\\\":7,\\\"name\\\":\\\"Ada\\\"}]}\"},",
			"{\"function\":{\"name\":\"search\",\"arguments\":\"{\\\"query\\\":\\\"opening hours\\\"}\"}},"),

	/** Source code. */
	CODE("	public int compareTo(Version other) {\n", "		if (this.major != other.major) {\n",
			"			return Integer.compare(this.major, other.major);\n", "		}\n",
			"		String name = names.get(index); // may be empty\n",
			"		for (Map.Entry<String, List<Integer>> entry : entries.entrySet()) {\n",
			"			log.debug(\"read {} rows of {}\", rows.size(), entry.getKey());\n",
			"	 * @param limit how many are read at most\n",
			"		return rows.stream().filter((row) -> row.isOpen()).toList();\n");

	private static final int LENGTH = 20_480;

	private final List<String> pieces;

	MaskedTexts(String... pieces) {
		this.pieces = List.of(pieces);
	}

	/**
	 * Makes one of these texts.
	 * @param seed another one makes another text
	 * @return the text, a new object each time
	 */
	public String text(long seed) {
		Random random = new Random(seed);
		StringBuilder text = new StringBuilder(LENGTH);
		while (text.length() < LENGTH) {
			text.append(this.pieces.get(random.nextInt(this.pieces.size())));
		}
		return text.substring(0, LENGTH);
	}

}
