package org.gridbourse.gateway.day;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody in front of a real Chromium. */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int HEIGHT = 844;

    private final ChromeDriver driver;
    private final String home;

    /** How a page is looked at. */
    record Look(int width, boolean dark) {
        @Override
        public String toString() {
            return "%d-%s".formatted(width, dark ? "dark" : "light");
        }
    }

    Browser(Instance instance, Path profile) throws IOException {
        home = "http://localhost:%d".formatted(instance.port());
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("chromium", "chromium-browser", "google-chrome")
                .orElseThrow()
                .toString());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--lang=en",
                "--user-data-dir=" + profile);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable("browser", Level.SEVERE);
        logs.enable("performance", Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver").orElseThrow().toFile())
                .build();
        driver = new ChromeDriver(service, options);
    }

    /** Whether both programs are here that these tests need. */
    static boolean isHere() {
        return program("chromium", "chromium-browser", "google-chrome").isPresent()
                && program("chromedriver").isPresent();
    }

    private static Optional<Path> program(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    String home() {
        return home;
    }

    void look(Look look) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", look.width(), "height", HEIGHT, "deviceScaleFactor", 1, "mobile", look.width() < 600));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", look.dark() ? "dark" : "light"))));
    }

    /** Chooses the language of the pages, as the button in their head does. */
    void speak(String language) {
        driver.get(home + "/icon.svg");
        script("localStorage.setItem('gridbourse.language', arguments[0])", language);
    }

    void open(String path) {
        driver.get(home + path);
        await("a page at " + path, () -> !all("main h1, main h2").isEmpty());
    }

    void reload() {
        driver.navigate().refresh();
        await("the page again", () -> !all("main h1, main h2").isEmpty());
    }

    void await(String what, BooleanSupplier condition) {
        new WebDriverWait(driver, PATIENCE)
                .withMessage(() -> "%s at %s, which says:%n%s".formatted(what, driver.getCurrentUrl(), text()))
                .until(same -> condition.getAsBoolean());
    }

    void awaitText(String text) {
        await("the text " + text, () -> text().contains(text));
    }

    void awaitPath(String path) {
        await("the address " + path, () -> driver.getCurrentUrl().startsWith(home + path));
    }

    String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    WebElement one(String selector) {
        await(selector, () -> !all(selector).isEmpty());
        return driver.findElement(By.cssSelector(selector));
    }

    void type(String field, String text) {
        WebElement found = one("[name='%s']".formatted(field));
        found.clear();
        found.sendKeys(text);
    }

    void choose(String selector, String value) {
        new Select(one(selector)).selectByValue(value);
    }

    /** Presses the button with these words. */
    void press(String words) {
        By button = By.xpath("//button[normalize-space()='%s']".formatted(words));
        await("a button " + words, () -> driver.findElements(button).stream().anyMatch(WebElement::isDisplayed));
        WebElement found = driver.findElement(button);
        script("arguments[0].scrollIntoView({block: 'center'})", found);
        found.click();
    }

    /** Says yes to what the browser itself asks. */
    void agree() {
        new WebDriverWait(driver, PATIENCE).until(same -> {
            same.switchTo().alert().accept();
            return true;
        });
    }

    /** Opens all that is folded. */
    void unfold() {
        script("document.querySelectorAll('details').forEach((each) => each.open = true)");
    }

    Object script(String text, Object... arguments) {
        return driver.executeScript(text, arguments);
    }

    /** What a script hands to its last argument. */
    Object asyncScript(String text, Object... arguments) {
        driver.manage().timeouts().scriptTimeout(PATIENCE);
        return driver.executeAsyncScript(text, arguments);
    }

    /** The whole page, not only what is in sight. */
    void picture(Path file) {
        Map<String, Object> taken = driver.executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
        write(file, Base64.getDecoder().decode((String) taken.get("data")));
    }

    /** As it is printed. */
    void print(Path file) {
        Map<String, Object> printed = driver.executeCdpCommand(
                "Page.printToPDF", Map.of("preferCSSPageSize", true, "printBackground", false));
        write(file, Base64.getDecoder().decode((String) printed.get("data")));
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** Serious and critical findings of axe-core on the page as it is. */
    String findings(String axe) {
        script(axe);
        Object found = asyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run({ resultTypes: ['violations'] }).then((result) => done(JSON.stringify(result.violations
                  .filter((each) => ['serious', 'critical'].includes(each.impact))
                  .map((each) => [each.id, each.nodes.map((node) => node.html + ' ' + (node.any[0]?.message || '')).slice(0, 3)]))));
                """);
        return String.valueOf(found);
    }

    /** How many bytes the page with all that it needed has. */
    long bytes() {
        return ((Number) script("""
                        const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
                        return all.reduce((sum, each) => sum + each.decodedBodySize, 0);""")).longValue();
    }

    /** What the browser's console complains of, but for answers that refuse. */
    List<String> complaints() {
        return driver.manage().logs().get("browser").getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> !message.contains("the server responded with a status of 4"))
                .toList();
    }

    /** Addresses, heads and bodies of all requests since the last time. */
    List<String> requests() {
        return driver.manage().logs().get("performance").getAll().stream()
                .map(entry -> JsonMapper.shared().readTree(entry.getMessage()).get("message"))
                .filter(message -> message.get("method").asString().startsWith("Network.requestWillBeSent"))
                .map(JsonNode::toString)
                .toList();
    }

    void forget() {
        driver.manage().deleteAllCookies();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
