package org.gridbourse.network.embedded;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class PackagesTest {
    private static final JavaClasses NETWORK = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.gridbourse.network");

    @Test
    void the_parts_of_the_embedded_network_depend_on_each_other_in_one_direction() {
        slices().matching("org.gridbourse.network.embedded.(*)..")
                .should()
                .beFreeOfCycles()
                .check(NETWORK);
    }

    @Test
    void the_ledger_knows_nobody_who_uses_it() {
        noClasses()
                .that()
                .resideInAnyPackage("..embedded.ledger..", "..embedded.membership..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..embedded.gateway..", "..embedded.execution..", "..embedded.ordering..", "io.grpc..")
                .check(NETWORK);
    }

    @Test
    void the_embedded_network_needs_nothing_of_the_real_one() {
        noClasses()
                .that()
                .resideInAPackage("..embedded..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.gridbourse.network.fabric..")
                .check(NETWORK);
    }
}
