package org.gridbourse.gateway.day;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gridbourse.chaincode.MarketChaincode;
import org.gridbourse.gateway.day.Browser.Look;
import org.gridbourse.network.identity.User;
import org.gridbourse.testkit.NetworkExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** People at the pages, in a real Chromium: from the invitation to the bill, in both languages, on phone and desk. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@EnabledIf(
        value = "org.gridbourse.gateway.day.Browser#isHere",
        disabledReason = "no chromium with its chromedriver on the PATH: the pages were not opened")
class BrowserTest {
    @RegisterExtension
    static final NetworkExtension NETWORK =
            NetworkExtension.of("market", MarketChaincode.class.getName()).withUsers(users());

    private static final String PASSWORD = "correct horse";
    private static final Path PICTURES = Path.of("target", "pictures");
    private static final long PAGE_MAX_BYTES = 150_000;
    private static final List<Look> LOOKS =
            List.of(new Look(1280, false), new Look(1280, true), new Look(390, false), new Look(390, true));

    @TempDir
    private static Path folder;

    private static Instance instance;
    private static Person ben;
    private static Browser browser;
    private static String axe;
    private static JsonNode texts;

    private static List<User> users() {
        return Stream.concat(
                        Village.usersOfOwnLedger(BrowserTest.class).stream(),
                        Stream.of(new User("Grid", "grid-ben", Map.of("role", "prosumer", "participant", "grid-ben"))))
                .toList();
    }

    @BeforeAll
    static void start() throws IOException {
        NETWORK.connection().write(folder);
        Village village = new Village(folder, true);
        instance =
                new Instance("Grid", folder.resolve("grid"), folder.resolve("connection.json"), village.agents("Grid"));
        instance.start().awaitHealthy();
        instance.post("/api/ledger", Village.SIMULATED);
        for (JsonNode meter : instance.get("/api/agents/meters")) {
            instance.post("/api/participants", Village.registration(meter));
            instance.post(
                    "/api/deposits", Village.deposit(meter.get("participantId").asString()));
        }
        ben = Person.joined(instance, "grid-ben", PASSWORD);
        browser = new Browser(instance, folder.resolve("profile"));
        try (InputStream script = BrowserTest.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        instance.close();
    }

    private static void speak(String language) throws IOException {
        browser.look(LOOKS.get(0));
        browser.forget();
        browser.speak(language);
        texts = JsonMapper.shared()
                .readTree(Files.readString(Path.of("src/main/resources/static/texts/%s.json".formatted(language))));
    }

    private static String say(String key) {
        return texts.get(key).asString();
    }

    /** Joins by an invitation for the participant, made over REST by the instance's own user. */
    private static void join(String participantId, String user) {
        String code = instance.post("/api/invitations", "{\"participantId\": \"%s\"}".formatted(participantId))
                .get("code")
                .asString();
        browser.open("/join#code=" + code);
        browser.type("user", user);
        browser.type("password", PASSWORD);
        browser.press(say("join.go"));
        browser.awaitPath("/mine");
        browser.awaitText(participantId);
    }

    @Order(1)
    @ParameterizedTest
    @CsvSource({"en,honest,2026-04-15", "zh,mixed,2026-04-16"})
    void a_person_joins_sets_a_rule_orders_for_a_day_and_sees_the_bill(String language, String session, String day)
            throws IOException {
        speak(language);
        join("grid-1", "anna-" + language);
        browser.choose("[name='mode']", "MANUAL");
        browser.type("sellAtLeast", "0,45x");
        browser.press(say("rule.save"));
        browser.await("the wrong field is marked", () -> !browser.all("[name='sellAtLeast'][aria-invalid]")
                .isEmpty());
        browser.type("sellAtLeast", "0.45");
        browser.press(say("rule.save"));
        browser.awaitText(say("rule.saved"));

        instance.post("/api/sessions", Village.announcement(session, day + "T00:00:00Z", 100));
        instance.awaitPhase(session, "QUOTATION");
        browser.open("/mine/orders?session=%s&participant=grid-1".formatted(session));
        write();
        browser.press(say("orders.preview"));
        browser.awaitText(say("orders.worst"));
        browser.press(say("orders.send"));
        browser.awaitText(say("orders.state.SEALED"));
        assertThat(ben.call("PUT", "/api/sessions/%s/orders/grid-ben".formatted(session), """
                        {"orders": [{"period": 0, "side": "SELL", "steps": [{"quantityWh": 1500, "limitPrice": "0.5"}]}]}""")
                        .status())
                .isEqualTo(200);
        browser.awaitText(say("orders.state.REVEALED"));
        browser.awaitText("grid-ben");
        instance.awaitPhase(session, "CLOSED");

        browser.open("/mine/bill?from=2026-04-01&to=2026-04-30&participant=grid-1");
        browser.awaitText(session);
        browser.awaitText(say("bill.fromGrid"));
        browser.print(PICTURES.resolve("bill-%s.pdf".formatted(language)));
        List<String> pages = new ArrayList<>(List.of(
                "/mine",
                "/mine/orders",
                "/mine/trades",
                "/mine/bill?from=2026-04-01&to=2026-04-30",
                "/mine/credit",
                "/mine/meter",
                "/mine/key",
                "/mine/login",
                "/",
                "/mine/day?session=" + session,
                "/session?id=" + session,
                "/participant?id=grid-1",
                "/bill?participant=grid-1&session=" + session));
        lookThrough(pages, language);
        browser.press(say("login.out"));
        browser.awaitPath("/login");
        lookThrough(List.of("/login", "/join"), language);
    }

    /** Types a row, lets a reload lose nothing, moves a bar by keys, and adds by pasted CSV what a mistake has to be mended in. */
    private static void write() {
        browser.choose("[data-cell='0 side']", "BUY");
        browser.one("[data-cell='0 quantity']").sendKeys("1.5");
        browser.one("[data-cell='0 price']").clear();
        browser.one("[data-cell='0 price']").sendKeys("0.7");
        browser.reload();
        assertThat(browser.one("[data-cell='0 quantity']").getAttribute("value"))
                .isEqualTo("1.5");
        assertThat(browser.one("[data-cell='0 price']").getAttribute("value")).isEqualTo("0.7");
        browser.one("[role='slider']").sendKeys(Keys.ARROW_RIGHT);
        browser.one("[role='slider'][tabindex='0']").sendKeys(Keys.ARROW_UP);
        assertThat(browser.one("[data-cell='1 side']").getAttribute("value")).isEqualTo("BUY");
        browser.unfold();
        browser.one("textarea").sendKeys("period,side,quantity_kwh,limit_price\n0,BUY,1.5,0.7\n9,BUY,1,0.7\n");
        browser.press(say("orders.take"));
        browser.awaitText(say("csv.period").replace("{line}", "3"));
        browser.one("textarea").clear();
        browser.one("textarea")
                .sendKeys("period;side;quantity_kwh;limit_price\n0;BUY;1;0.7\n0;BUY;0.5;0.6\n2;BUY;0.8;0.9\n");
        browser.press(say("orders.take"));
        browser.awaitText(say("orders.taken"));
        browser.press(say("orders.preview")); // 0.9 is above what the grid would cost
        browser.await("the wrong cell is marked", () -> !browser.all("[data-cell='2 price'][aria-invalid]")
                .isEmpty());
        browser.choose("[data-cell='2 side']", "");
    }

    @Order(2)
    @Test
    void the_first_administrator_invites_and_sees_the_pages_of_work() throws IOException {
        speak("en");
        String code = Files.readString(folder.resolve("grid").resolve("first-administrator"))
                .strip();
        browser.open("/join#code=" + code);
        browser.type("user", "first");
        browser.type("password", PASSWORD);
        browser.press(say("join.go"));
        browser.awaitPath("/mine");
        browser.open("/mine/people");
        browser.type("participantId", "grid-ben");
        browser.press(say("people.invite"));
        browser.awaitText("/join#code=");
        browser.open("/mine/desk");
        browser.awaitText("grid-ben");
        List<String> pages =
                List.of("/mine/people", "/mine/log", "/mine/desk", "/mine/calendar", "/mine/gaps", "/mine/watch");
        lookThrough(pages, "en");
        browser.speak("zh");
        lookThrough(pages, "zh");
    }

    @Order(3)
    @Test
    void a_key_made_in_the_browser_signs_what_the_page_has_read_and_never_leaves_it() throws Exception {
        instance.post("/api/participants", """
                {"participantId": "grid-own", "ownerId": "o-own", "organisation": "Grid", "tieLineWh": 5000}""");
        instance.post("/api/deposits", Village.deposit("grid-own"));
        speak("en");
        browser.requests();
        join("grid-own", "own");
        browser.open("/mine/key");
        browser.press(say("key.make"));
        browser.agree();
        browser.awaitText(say("key.here.yes"));
        instance.post("/api/sessions", Village.announcement("keyed", "2026-04-17T00:00:00Z", 25));
        instance.awaitPhase("keyed", "QUOTATION");
        browser.open("/mine/orders?session=keyed");
        browser.choose("[data-cell='0 side']", "BUY");
        browser.one("[data-cell='0 quantity']").sendKeys("1");
        alteredBytesAreNotSigned();
        browser.press(say("orders.sign"));
        browser.awaitText(say("sign.commitOrders"));
        assertThat(browser.one("dialog").getText()).contains("keyed", "grid-own", "1.00");
        browser.picture(PICTURES.resolve("sign-1280-light-en.png"));
        browser.press(say("sign.yes"));
        browser.awaitText(say("orders.state.SEALED"));
        instance.put("/api/sessions/keyed/orders/grid-1", """
                {"orders": [{"period": 3, "side": "SELL", "steps": [{"quantityWh": 10, "limitPrice": "0.79"}]}]}""");
        ben.call("PUT", "/api/sessions/keyed/orders/grid-ben", """
                {"orders": [{"period": 0, "side": "SELL", "steps": [{"quantityWh": 1000, "limitPrice": "0.45"}]}]}""");
        instance.awaitPhase("keyed", "CLOSED");
        // one signature a day: the organisation has opened the seal, and the phase change has prepaid
        JsonNode trade = instance.get("/api/sessions/keyed/trades").get(0);
        assertThat(trade.get("buyer").asString()).isEqualTo("grid-own");
        assertThat(trade.get("status").asString()).isEqualTo("SETTLED");
        assertThat(creators()).contains(Creators.parsed(certificate()));
        theKeyCannotBeTaken();
    }

    private static String certificate() {
        return instance.get("/api/certificates?participantId=grid-own")
                .get(0)
                .get("certificate")
                .asString();
    }

    private static List<X509Certificate> creators() throws Exception {
        List<X509Certificate> all = new ArrayList<>();
        for (int number = 1; number < NETWORK.network().height(); number++) {
            all.addAll(Creators.of(NETWORK.network().block(number)));
        }
        return all;
    }

    /** Whoever stands between page and peer gives other bytes than were asked for. */
    private static void alteredBytesAreNotSigned() {
        browser.script("""
                const real = window.fetch;
                window.fetch = async (path, options) => {
                  if (path !== '/api/transactions') {
                    return real(path, options);
                  }
                  const wish = JSON.parse(options.body);
                  wish.request.declaredNano += 1;
                  return real(path, { ...options, body: JSON.stringify(wish) });
                };""");
        browser.press(say("orders.sign"));
        browser.awaitText(say("problem.BYTES_ALTERED"));
        assertThat(browser.requests()).noneMatch(request -> request.contains("proposal-signature"));
        browser.reload();
    }

    private static void theKeyCannotBeTaken() {
        List<String> requests = browser.requests();
        assertThat(requests).anyMatch(request -> request.contains("proposal-signature"));
        assertThat(requests)
                .noneMatch(request -> request.contains("PRIVATE KEY")
                        || request.contains("\\\"d\\\"")
                        || request.contains("privateKey"));
        Object tried = browser.asyncScript("""
                const done = arguments[arguments.length - 1];
                const opening = indexedDB.open('gridbourse', 1);
                opening.onsuccess = () => {
                  const asked = opening.result.transaction('keys').objectStore('keys').get('grid-own');
                  asked.onsuccess = async () => {
                    const key = asked.result.pair.privateKey;
                    const ways = await Promise.allSettled(['pkcs8', 'jwk'].map((way) => crypto.subtle.exportKey(way, key)));
                    done(key.extractable + ' ' + ways.map((each) => each.status).join(' '));
                  };
                };""");
        assertThat(tried).isEqualTo("false rejected rejected");
    }

    /** Each page on phone and desk, light and dark: a picture is kept, and nothing serious is found. */
    private static void lookThrough(List<String> pages, String language) {
        for (String page : pages) {
            String name = page.replaceAll("^/", "").replaceAll("\\?.*", "").replace('/', '-');
            String shown = name.isEmpty() ? "market" : name;
            for (Look look : LOOKS) {
                browser.look(look);
                if (!look.dark()) {
                    browser.open(page);
                }
                browser.picture(PICTURES.resolve("%s-%s-%s.png".formatted(shown, look, language)));
                assertThat((Boolean) browser.script("return document.documentElement.scrollWidth <= innerWidth"))
                        .as("%s fits into %s", page, look)
                        .isTrue();
                if (look.dark() == look.width() < 600) {
                    assertThat(browser.findings(axe)).as("%s %s", page, look).isEqualTo("[]");
                }
            }
            assertThat(browser.bytes()).as(page).isLessThan(PAGE_MAX_BYTES);
            assertThat(browser.complaints()).as(page).isEmpty();
        }
        browser.look(LOOKS.get(0));
    }
}
