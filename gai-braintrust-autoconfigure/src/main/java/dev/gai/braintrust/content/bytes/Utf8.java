package dev.gai.braintrust.content.bytes;

/**
 * Characters in UTF-8.
 *
 * @since 0.1.0
 */
public final class Utf8 {

	private Utf8() {
	}

	/**
	 * The bytes of a character.
	 * @param character the character
	 * @return their number; each half of a surrogate pair is half of four bytes
	 */
	public static int length(char character) {
		if (character < 0x80) {
			return 1;
		}
		return (character < 0x800 || Character.isSurrogate(character)) ? 2 : 3;
	}

	/**
	 * Writes a character.
	 * @param codePoint the character, no half of a surrogate pair
	 * @param into where to; there must be room for four bytes
	 * @param at the place of the first byte
	 * @return the place behind the last
	 */
	public static int write(int codePoint, byte[] into, int at) {
		int place = at;
		if (codePoint < 0x80) {
			into[place++] = (byte) codePoint;
			return place;
		}
		if (codePoint < 0x800) {
			into[place++] = (byte) (0xC0 | codePoint >> 6);
		}
		else {
			if (codePoint < 0x10000) {
				into[place++] = (byte) (0xE0 | codePoint >> 12);
			}
			else {
				into[place++] = (byte) (0xF0 | codePoint >> 18);
				into[place++] = (byte) (0x80 | codePoint >> 12 & 0x3F);
			}
			into[place++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
		}
		into[place++] = (byte) (0x80 | codePoint & 0x3F);
		return place;
	}

}
