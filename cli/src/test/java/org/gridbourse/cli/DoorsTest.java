package org.gridbourse.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class DoorsTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.gridbourse.cli");

    @Test
    void no_package_is_in_a_circle_with_another_roots_included() {
        slices().matching("org.gridbourse.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void evidence_and_bills_know_the_market_and_nothing_of_how_the_day_was_run() {
        noClasses()
                .that()
                .resideInAnyPackage("..cli.evidence..", "..cli.bill..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..cli.demo..", "..cli.rest..", "..cli.report..", "..cli.community..", "..optimizer..")
                .check(classes);
    }

    @Test
    void the_report_asks_no_process_and_no_network() {
        noClasses()
                .that()
                .resideInAPackage("..cli.report..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..cli.demo..", "..cli.rest..", "java.net..", "org.hyperledger..")
                .check(classes);
    }

    @Test
    void the_command_line_meets_network_gateway_app_and_chaincode_as_processes_only() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.gridbourse.network..", "org.gridbourse.gateway..", "org.gridbourse.chaincode..")
                .check(classes);
    }
}
