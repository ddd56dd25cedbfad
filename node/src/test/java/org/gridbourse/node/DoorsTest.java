package org.gridbourse.node;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.gridbourse.optimizer.InputRefusedException;
import org.junit.jupiter.api.Test;

class DoorsTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.gridbourse.node");

    @Test
    void no_package_is_in_a_circle_with_another_roots_included() {
        slices().matching("org.gridbourse.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void the_node_in_the_market_knows_no_simulation_and_no_database_network_or_framework() {
        noClasses()
                .that()
                .resideInAPackage("..node.trading..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..node.simulation..", "java.sql..", "java.net..", "org.springframework..", "org.hyperledger..")
                .check(classes);
    }

    @Test
    void kilowatts_become_watt_hours_in_the_position_planner_only() {
        noClasses()
                .that()
                .resideInAnyPackage("..node.rule..", "..node.trading..", "..node.simulation..")
                .and()
                .doNotHaveSimpleName("PositionPlanner")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.gridbourse.optimizer.Position")
                .check(classes);
    }

    @Test
    void forecasts_know_nothing_of_ours_but_how_an_input_is_refused() {
        noClasses()
                .that()
                .resideInAPackage("..node.forecast..")
                .should()
                .dependOnClassesThat(othersThan("org.gridbourse.node.forecast"))
                .check(classes);
    }

    @Test
    void meters_know_nothing_of_ours_but_how_an_input_is_refused() {
        noClasses()
                .that()
                .resideInAPackage("..node.meter..")
                .should()
                .dependOnClassesThat(othersThan("org.gridbourse.node.meter"))
                .allowEmptyShould(true)
                .check(classes);
    }

    private static DescribedPredicate<JavaClass> othersThan(String ownPackage) {
        return resideInAPackage("org.gridbourse..")
                .and(not(resideInAPackage(ownPackage + "..")))
                .and(not(equivalentTo(InputRefusedException.class)));
    }
}
