package dev.gai.braintrust.sample.demo;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

import org.springframework.util.FileSystemUtils;

/**
 * A Chromium without a window and with a fresh profile. Tests that need one are skipped
 * where none is installed.
 */
final class Browser implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final Duration POLL = Duration.ofMillis(50);

	private static Browser running;

	private final Path profile;

	private final ChromeDriver driver;

	private Browser(String chromium, String driver) {
		try {
			this.profile = Files.createTempDirectory("gai-browser");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		ChromeOptions options = new ChromeOptions();
		options.setBinary(chromium);
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
				"--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
				"--disable-dev-shm-usage", "--host-resolver-rules=MAP evil.example 127.0.0.1",
				"--user-data-dir=" + this.profile);
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, Level.ALL);
		options.setCapability("goog:loggingPrefs", logs);
		this.driver = new ChromeDriver(
				new ChromeDriverService.Builder().usingDriverExecutable(new File(driver)).usingAnyFreePort().build(),
				options);
	}

	/** The same for all tests of a JVM, since starting one takes seconds. */
	static synchronized Browser start() {
		if (running == null) {
			running = fresh();
			Runtime.getRuntime().addShutdownHook(new Thread(running::quit, "browser-end"));
		}
		running.complaints();
		return running;
	}

	private static Browser fresh() {
		String chromium = find("chromium", "chromium-browser", "google-chrome");
		String driver = find("chromedriver");
		Assumptions.assumeTrue(chromium != null && driver != null,
				"No Chromium with its driver here: apt-get install chromium chromium-driver");
		return new Browser(chromium, driver);
	}

	private static String find(String... names) {
		return Stream.of(names)
			.flatMap((name) -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
				.map((folder) -> new File(folder, name)))
			.filter(File::canExecute)
			.map(File::getPath)
			.findFirst()
			.orElse(null);
	}

	void screen(int width, int height, String scheme) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
	}

	/**
	 * Opens an address anew, also where only what is behind the # differs. A page that is
	 * loaded again stays in its process, which is most of what opening one costs.
	 */
	void open(String url) {
		if (document(url()).equals(document(url))) {
			this.driver.executeScript("history.replaceState(null, '', arguments[0])", url);
			this.driver.navigate().refresh();
		}
		else {
			this.driver.get(url);
		}
	}

	private static String document(String url) {
		return url.split("#", 2)[0];
	}

	String url() {
		return this.driver.getCurrentUrl();
	}

	String text() {
		return text("body").get(0);
	}

	/** The texts of all elements that match, as they are in the document. */
	List<String> text(String css) {
		return await(css, 0);
	}

	List<String> await(String css, int count) {
		String texts = "return [...document.querySelectorAll(arguments[0])].map((node) => node.textContent)";
		List<?>[] found = new List<?>[1];
		await(() -> {
			found[0] = (List<?>) this.driver.executeScript(texts, css);
			return found[0].size() >= count;
		});
		return found[0].stream().map(String::valueOf).toList();
	}

	void await(Callable<Boolean> condition) {
		patiently().ignoreExceptions().until(condition);
	}

	private static ConditionFactory patiently() {
		return Awaitility.await().pollDelay(Duration.ZERO).pollInterval(POLL).atMost(PATIENCE);
	}

	void back() {
		this.driver.navigate().back();
	}

	/** Clicks, also if the page was just drawn anew. */
	void click(String css) {
		patiently().ignoreExceptionsInstanceOf(WebDriverException.class).until(() -> {
			this.driver.findElement(By.cssSelector(css)).click();
			return true;
		});
	}

	/** Chooses a file, as a person does. */
	void upload(String css, Path file) {
		patiently().ignoreExceptionsInstanceOf(WebDriverException.class).until(() -> {
			this.driver.findElement(By.cssSelector(css)).sendKeys(file.toAbsolutePath().toString());
			return true;
		});
	}

	/**
	 * Types for whatever has the focus, as a keyboard does, also if the page was just
	 * drawn anew.
	 */
	void type(CharSequence keys) {
		new Actions(this.driver).sendKeys(keys).perform();
	}

	Object run(String script) {
		return this.driver.executeScript(script);
	}

	Object runAsync(String script) {
		return this.driver.executeAsyncScript(script);
	}

	byte[] screenshot() {
		return this.driver.getScreenshotAs(OutputType.BYTES);
	}

	/** What the page has complained of since last asked. */
	List<String> complaints() {
		return this.driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(LogEntry::toString).toList();
	}

	/** Leaves the page, so that nobody goes on asking for data. */
	@Override
	public void close() {
		screen(1280, 800, "light");
		this.driver.get("about:blank");
	}

	private void quit() {
		this.driver.quit();
		FileSystemUtils.deleteRecursively(this.profile.toFile());
	}

}
