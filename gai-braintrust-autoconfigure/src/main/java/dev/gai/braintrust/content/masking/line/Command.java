package dev.gai.braintrust.content.masking.line;

import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;
import org.jspecify.annotations.Nullable;

/**
 * The words of a command from one of them on, up to where the next command begins.
 *
 * @param words the words
 */
record Command(List<Word> words) {

	private static final int MOST_WORDS = 16;

	private static final int NEAR = 80;

	static Command from(String text, int start) {
		List<Word> words = new ArrayList<>();
		Word word = Word.at(text, start);
		while (word != null && words.size() < MOST_WORDS && !endsCommand(text, word)) {
			words.add(word);
			// A quote directly behind a word ends what the command stands in.
			boolean last = !word.quoted() && Characters.isQuote(Characters.at(text, word.next()));
			word = last ? null : Word.at(text, word.next());
		}
		return new Command(words);
	}

	private static boolean endsCommand(String text, Word word) {
		char first = text.charAt(word.start());
		return !word.quoted() && first == '&';
	}

	/**
	 * Those that are no options.
	 */
	List<Word> arguments() {
		return this.words.stream()
			.filter((word) -> word.quoted() || word.text().charAt(word.start()) != '-')
			.filter((word) -> word.quoted() || word.text().charAt(word.start()) != '/' || word.length() > 7
					|| word.value().indexOf('/', 1) > 0)
			.toList();
	}

	boolean hasOption(char letter) {
		return this.words.stream()
			.anyMatch((word) -> word.length() >= 2 && word.length() < 6 && word.text().charAt(word.start()) == '-'
					&& word.value().indexOf(letter) > 0);
	}

	/**
	 * Its argument, {@code null} if it has none or several.
	 */
	@Nullable Word only() {
		List<Word> arguments = arguments();
		return (arguments.size() == 1) ? arguments.get(0) : null;
	}

	/**
	 * Masks the last of so many arguments.
	 */
	void maskLastOf(int count, SecretFinder.Findings findings) {
		List<Word> arguments = arguments();
		if (arguments.size() == count && arguments.get(count - 1).isValue()) {
			arguments.get(count - 1).mask(findings);
		}
	}

	/**
	 * How something is printed, as in {@code printf '%s' secret}.
	 */
	private static boolean isForm(String value) {
		return value.contains("%s") || value.contains("%b") || value.contains("%q") || value.contains("%d");
	}

	/**
	 * What {@code echo} or {@code printf} sends to the command at a place, through a
	 * pipe.
	 */
	static @Nullable Word pipedTo(String text, int start) {
		int bar = start - 1;
		while (start - bar < NEAR && Characters.at(text, bar) != '|' && Characters.at(text, bar) >= ' ') {
			bar--;
		}
		if (Characters.at(text, bar) != '|') {
			return null;
		}
		int echo = Near.last(text, "echo ", bar);
		int print = Near.last(text, "printf ", bar);
		if (Math.max(echo, print) < 0) {
			return null;
		}
		boolean printed = print > echo;
		Word word = Word.at(text, printed ? print + 7 : echo + 5);
		if (word != null && (word.value().matches("-[neE]{1,3}") || (printed && isForm(word.value())))) {
			word = Word.at(text, word.next());
		}
		return (word != null && Characters.skipBlanks(text, word.next()) == bar) ? word : null;
	}

}
