package dev.gai.braintrust.content.masking.line;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.KeyParts;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Options of a single dash that are a password for some commands and something else for
 * others: {@code mysql -psecret}, {@code ldapsearch -w secret},
 * {@code smbclient -U joe%secret}. Options are looked at from left to right, so that the
 * words before them are read once.
 */
public final class CommandOptions {

	/**
	 * Of each command: its options, what follows is the secret or has it behind a sign;
	 * behind an exclamation mark it is one only if it looks like one.
	 */
	private static final String[] COMMANDS = { "ldapsearch ldapadd ldapmodify ldapdelete ldapwhoami vsql:w",
			"ldappasswd:w s a", "slappasswd:s", "useradd usermod:p", "ab:A:", "hey:a:", "altool:p",
			"pdftotext pdftoppm pdftohtml pdfinfo:upw", "winrs:p:+ password:+", "sqlcmd osql isql bcp:P P+",
			"mosquitto_pub mosquitto_sub mosquitto_rr mqttx ipmitool unzip zip:P", "plink pscp psftp putty:pw",
			"ssh-keygen:N P", "openssl:k pass: passin: passout:", "snmpget snmpwalk snmpbulkwalk snmpset:c A X",
			"security:w", "unlock-keychain create-keychain:p", "smbclient rpcclient smbget smbmap net:U% p!", "lftp:u,",
			"http https xh:a: a!", "curl:u: b= E:", "ttyd gotty:c:", "transmission-remote:n:", "jenkins-cli jar:auth:",
			"rdesktop cqlsh cypher-shell twine psexec hdbsql clickhouse-client mongo mongosh mongodump mongorestore:p",
			"mongoexport mongoimport ncftp ncftpget ncftpput ncftpls cbq racadm upsrw upscmd add-user certutil esxcli:p",
			"evil-winrm crackmapexec netexec nxc enum4linux bloodhound-python wsmancli veracrypt yt-dlp youtube-dl:p",
			"mysql mysqldump mysqladmin mysqlimport mysqlsh mariadb mariadb-dump:p+", "7z 7za rar unrar:p+ hp+",
			"sshpass:p p+", "redis-cli:a", "hydra:p", "secret:b b+", "neo4j:p", "kinit kadmin:w", "nzsql:pw W",
			"beeline couchbase-cli rabbitmqadmin elasticsearch-users:p", "influx:p t!", "poetry az airflow conan:p!",
			"dotnet:p! k!", "choco prefect:k!", "vercel flyctl fly frpc k3s:t!", "rancher codecov doctl:t",
			"gitlab-runner:r!", "netlify:a!", "pvk2pfx:pi po", "osslsigncode:pass",
			"ccrypt ccencrypt ccdecrypt swift:K", "ss-local ss-server ss-redir ss-tunnel sslocal ssserver:k",
			"swaks:ap", "splunk:auth:", "sendemail sendEmail:xp" };

	/** Commands that have one only for a login. */
	private static final String LOGIN = "login";

	private static final String[] LOGINS = { "p", "p+" };

	/** Where a password is kept that is not told. */
	private static final String[] ELSEWHERE = { "env:", "file:", "fd:" };

	private static final String[] NONE = {};

	private static final int BEFORE = 120;

	private static final int SHORTEST = 8;

	private static final int LONGEST_WORD = 24;

	private static final int SHAPE_BITS = 5;

	private static final Map<String, String[]> OPTIONS = new HashMap<>();

	/** Which first letters and lengths the commands have. */
	private static final boolean[] SHAPES = new boolean[1 << (SHAPE_BITS + 7)];

	/** First letters of the options. */
	private static final String LETTERS = "pPwaAXkKNUEucbhtxsrnWo";

	static {
		for (String line : COMMANDS) {
			int colon = line.indexOf(':');
			for (String command : line.substring(0, colon).split(" ")) {
				OPTIONS.put(command, line.substring(colon + 1).split(" "));
			}
		}
		OPTIONS.put(LOGIN, LOGINS);
		OPTIONS.keySet().forEach((command) -> SHAPES[shape(command.charAt(0), command.length())] = true);
	}

	private final SecretFinder.Findings findings;

	private final String text;

	private final byte[] ascii;

	private int read;

	private int commandAt;

	private String[] options = NONE;

	/**
	 * Creates a search.
	 * @param text the text
	 * @param ascii one byte for each of its characters
	 * @param findings told of what is found
	 */
	public CommandOptions(String text, byte[] ascii, SecretFinder.Findings findings) {
		this.text = text;
		this.ascii = ascii;
		this.findings = findings;
	}

	/**
	 * Looks at an option.
	 * @param dash the dash before it
	 */
	public void find(int dash) {
		char last = Characters.at(this.text, endOfWord(dash) - 1);
		if (LETTERS.indexOf(Characters.at(this.text, dash + 1)) < 0 && last != 'u' && last != 'a') {
			return;
		}
		readTo(dash);
		if (dash - this.commandAt > BEFORE) {
			return;
		}
		if (this.text.startsWith("smbclient ", this.commandAt)) {
			PlacedArguments.share(this.text, this.commandAt, dash, this.findings);
		}
		for (String option : this.options) {
			char kind = option.charAt(option.length() - 1);
			boolean sign = !Ascii.isLetterOrDigit(kind);
			String letters = sign ? option.substring(0, option.length() - 1) : option;
			int end = dash + 1 + letters.length();
			boolean cluster = kind == ':' && isCluster(dash, letters);
			end = cluster ? endOfWord(dash) : end;
			if (cluster || this.text.startsWith(letters, dash + 1)) {
				value(end, sign ? kind : ' ');
			}
		}
	}

	/**
	 * Several options behind one dash, the last of which takes a value.
	 */
	private boolean isCluster(int dash, String letter) {
		int end = endOfWord(dash);
		return end - dash > 2 && end - dash < 8 && this.text.startsWith(letter, end - 1);
	}

	private int endOfWord(int dash) {
		int end = dash + 1;
		while (end - dash < 8 && Ascii.isLetterOrDigit(Characters.at(this.text, end))) {
			end++;
		}
		return end;
	}

	private void value(int end, char sign) {
		char next = Characters.at(this.text, end);
		boolean attached = sign == '+' || (sign == ':' && next > ' ');
		if (attached ? next <= ' ' : !Characters.isBlank(next)) {
			return;
		}
		Word word = Word.at(this.text, end);
		if (word == null || this.text.charAt(word.start()) == '-') {
			return;
		}
		if (sign == ':' || sign == ',' || sign == '%') {
			behind(word, sign);
		}
		else if ((sign != '=' || word.value().indexOf('=') > 0) && (sign != '!' || isPassword(word))
				&& word.isValue()) {
			word.mask(this.findings);
		}
	}

	/**
	 * Whether it is neither a name nor a file.
	 */
	private static boolean isPassword(Word word) {
		return word.length() >= SHORTEST && word.hasAllKinds()
				&& word.value().chars().noneMatch((c) -> c == '/' || c == '.');
	}

	private void behind(Word word, char sign) {
		for (String place : ELSEWHERE) {
			if (this.text.startsWith(place, word.start())) {
				return;
			}
		}
		int at = (sign == ',') ? comma(word) : word.value().indexOf(sign) + word.start();
		int end = (sign == ',' && at > 0) ? endBehind(at) : word.end();
		if (at > word.start() && end > at + 1 && new Word(this.text, at + 1, end, true).isValue()) {
			this.findings.replace(at + 1, end, SecretNames.REPLACEMENT);
		}
	}

	private int comma(Word word) {
		return (Characters.at(this.text, word.end()) == ',') ? word.end() : -1;
	}

	private int endBehind(int comma) {
		Word password = Word.at(this.text, comma + 1);
		return (password != null && password.start() == comma + 1) ? password.end() : -1;
	}

	/**
	 * Reads the words up to a place, from where the last call has stopped. Goes from one
	 * character to the next that is none of a word.
	 */
	private void readTo(int dash) {
		int from = Math.max(this.read, dash - BEFORE);
		int word = from;
		for (int i = from; i < dash; i += Long.BYTES) {
			long others = ~KeyParts.words(this.ascii, i) & KeyParts.ALL;
			while (others != 0) {
				int end = i + (Long.numberOfTrailingZeros(others) >>> 3);
				others &= others - 1;
				if (end < dash) {
					word = wordTo(word, end);
				}
			}
		}
		word(word, dash);
		this.read = dash;
	}

	/**
	 * Reads a word.
	 * @return where the next one begins
	 */
	private int wordTo(int start, int end) {
		word(start, end);
		byte c = this.ascii[end];
		if (c == '\n' || c == '|' || c == ';' || c == '&') {
			this.options = NONE;
		}
		return end + 1;
	}

	private void word(int start, int end) {
		if (end > start && end - start <= LONGEST_WORD) {
			command(start, end);
		}
	}

	private static int shape(char first, int length) {
		return (first & 0x7f) << SHAPE_BITS | length;
	}

	private void command(int start, int end) {
		if (!SHAPES[shape(this.text.charAt(start), end - start)]) {
			return;
		}
		String[] known = OPTIONS.get(this.text.substring(start, end));
		if (known != null && !this.text.startsWith("://", end)) {
			boolean login = known == LOGINS && this.options != NONE;
			this.options = login ? both(this.options, known) : known;
			this.commandAt = start;
		}
	}

	private static String[] both(String[] some, String[] others) {
		String[] all = Arrays.copyOf(some, some.length + others.length);
		System.arraycopy(others, 0, all, some.length, others.length);
		return all;
	}

}
