package org.gridbourse.market;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The market answers the same on every peer, in every country and every year. */
class DeterminismTest {
    private static final Pattern COMMENT_OR_TEXT =
            Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*|\"(?:[^\"\\\\\n]|\\\\.)*\"");

    private static final JavaClasses MARKET = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/market/bench/"))
            .importPackages("org.gridbourse.market");

    @Test
    void no_clock() {
        noCallsTo("now", "java.time").check(MARKET);
        noCallsTo("currentTimeMillis", "java.lang").check(MARKET);
        noCallsTo("nanoTime", "java.lang").check(MARKET);
        noDependencyOn("java\\.time\\.(Clock|InstantSource)|java\\.util\\.(Date|Calendar|Timer.*)")
                .check(MARKET);
    }

    @Test
    void no_randomness() {
        noDependencyOn(
                        "java\\.util\\.(Random|SplittableRandom|UUID)|java\\.util\\.random\\..*|java\\.security\\.SecureRandom")
                .check(MARKET);
        noCallsTo("random", "java.lang").check(MARKET);
    }

    @Test
    void no_iteration_in_hash_order() {
        noDependencyOn(
                        "java\\.util\\.(HashMap|HashSet|LinkedHashMap|LinkedHashSet|IdentityHashMap|WeakHashMap|Hashtable)")
                .check(MARKET);
        // Set.of and Map.of iterate in an order that changes with every start of the JVM.
        noCallsToExactly("java.util.Set", "of|copyOf").check(MARKET);
        noCallsToExactly("java.util.Map", "of|ofEntries|copyOf").check(MARKET);
        noCallsToExactly("java.util.stream.Collectors", "toSet|toUnmodifiableSet|toUnmodifiableMap")
                .check(MARKET);
        noCallsTo("identityHashCode", "java.lang").check(MARKET);
    }

    @Test
    void no_threads_and_no_parallel_streams() {
        noDependencyOn("java\\.lang\\.(Thread|ThreadLocal|Runtime)|java\\.util\\.concurrent\\..*")
                .check(MARKET);
        noCallsTo("parallel|parallelStream|parallelSort|parallelPrefix", "java.util")
                .check(MARKET);
    }

    @Test
    void no_input_and_output_no_surroundings_no_logging() {
        noDependencyOn("java\\.io\\.(?!Serial|UncheckedIOException).*|java\\.nio\\.(file|channels)\\..*|java\\.net\\..*"
                        + "|java\\.util\\.logging\\..*|java\\.lang\\.System\\$Logger.*|java\\.util\\.Scanner")
                .check(MARKET);
        noCallsTo("getProperty|getenv|getProperties|exit|getInteger|getLong|getBoolean", "java.lang")
                .check(MARKET);
        noDependencyOn("java\\.util\\.(Locale|TimeZone|Currency)|java\\.text\\..*")
                .check(MARKET);
    }

    @Test
    void no_state_that_outlives_a_call() {
        fields().that().areStatic().should().beFinal().check(MARKET);
    }

    @Test
    void no_floating_point_in_any_signature_or_field() {
        assertThat(MARKET.stream().flatMap(each -> each.getMethods().stream()))
                .noneMatch(DeterminismTest::isFloatingPoint);
        assertThat(MARKET.stream().flatMap(each -> each.getFields().stream()))
                .noneMatch(DeterminismTest::isFloatingPoint);
    }

    @Test
    void no_floating_point_in_any_line_of_source() throws IOException {
        Path sources = Path.of(System.getProperty("gridbourse.root", ".."), "market/src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            List<Path> java =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(java).hasSizeGreaterThan(30);
            for (Path file : java) {
                String code = COMMENT_OR_TEXT.matcher(Files.readString(file)).replaceAll("");
                assertThat(code)
                        .as(file.toString())
                        .doesNotContainPattern("\\b(double|float|Double|Float|BigDecimal)\\b");
            }
        }
    }

    @Test
    void no_package_is_in_a_circle_roots_included_and_the_rules_know_neither_ledger_nor_json() {
        slices().matching("org.gridbourse.(**)").should().beFreeOfCycles().check(MARKET);
        String[] language = {
            "..market.record..",
            "..market.bill..",
            "..market.request..",
            "..market.signature..",
            "..market.state..",
            "..market.transaction..",
            "..market.query..",
            "..market.ledger..",
            "..market.json.."
        };
        noClasses()
                .that()
                .resideOutsideOfPackages(language)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(language)
                .check(MARKET);
    }

    private static ArchRule noDependencyOn(String names) {
        return noClasses().should().dependOnClassesThat().haveNameMatching(names);
    }

    private static ArchRule noCallsTo(String names, String ownerPackage) {
        return noClasses()
                .should()
                .callMethodWhere(target(describe(
                        "%s of %s".formatted(names, ownerPackage),
                        (AccessTarget call) -> call.getName().matches(names)
                                && call.getOwner().getPackageName().startsWith(ownerPackage))));
    }

    private static ArchRule noCallsToExactly(String owner, String names) {
        return noClasses()
                .should()
                .callMethodWhere(target(describe(
                        "%s.%s".formatted(owner, names),
                        (AccessTarget call) -> call.getName().matches(names)
                                && call.getOwner().getName().equals(owner))));
    }

    private static boolean isFloatingPoint(JavaMethod method) {
        return isFloatingPoint(method.getRawReturnType().getName())
                || method.getRawParameterTypes().stream().anyMatch(type -> isFloatingPoint(type.getName()));
    }

    private static boolean isFloatingPoint(JavaField field) {
        return isFloatingPoint(field.getRawType().getName());
    }

    private static boolean isFloatingPoint(String type) {
        return type.matches("double|float|java\\.lang\\.(Double|Float)");
    }
}
