package org.gridbourse.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class DoorsTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.gridbourse.node");

    @Test
    void the_packages_of_the_node_have_no_cycles() {
        slices().matching("org.gridbourse.node.(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void forecasts_know_nothing_of_ours() {
        noClasses()
                .that()
                .resideInAPackage("..node.forecast..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.gridbourse.market..", "org.gridbourse.optimizer..", "org.gridbourse.node.meter..")
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void meters_know_neither_forecasts_nor_plans() {
        noClasses()
                .that()
                .resideInAPackage("..node.meter..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.gridbourse.optimizer..", "org.gridbourse.node.forecast..")
                .allowEmptyShould(true)
                .check(classes);
    }
}
