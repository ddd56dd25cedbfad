package org.gridbourse.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RestController;

class ModuleBoundariesTest {
    private static final JavaClasses GATEWAY = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.gridbourse.gateway");

    @Test
    void features_know_the_projection_the_projection_knows_the_network_and_nobody_looks_up() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("settings")
                .definedBy("..gateway.settings..")
                .layer("fabric")
                .definedBy("..gateway.fabric..")
                .layer("projection")
                .definedBy("..gateway.projection..")
                .layer("access")
                .definedBy("..gateway.access..")
                .layer("quote")
                .definedBy("..gateway.quote..")
                .layer("web")
                .definedBy("..gateway.web..")
                .layer("features")
                .definedBy(
                        "..gateway.agent..",
                        "..gateway.intake..",
                        "..gateway.session..",
                        "..gateway.participant..",
                        "..gateway.story..",
                        "..gateway.people..",
                        "..gateway.signing..",
                        "..gateway.proposal..",
                        "..gateway.outbox..",
                        "..gateway.orders..")
                .whereLayer("features")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("quote")
                .mayOnlyBeAccessedByLayers("features")
                .whereLayer("web")
                .mayOnlyBeAccessedByLayers("features", "quote")
                .whereLayer("access")
                .mayOnlyBeAccessedByLayers("features", "web")
                .whereLayer("projection")
                .mayOnlyBeAccessedByLayers("features", "quote", "web", "access")
                .whereLayer("fabric")
                .mayOnlyBeAccessedByLayers("features", "web", "projection")
                .check(GATEWAY);
    }

    @Test
    void features_do_not_know_each_other() {
        slices().matching(
                        "org.gridbourse.gateway.(agent|intake|session|participant|story|people|signing|proposal|outbox|orders)..")
                .should()
                .notDependOnEachOther()
                .check(GATEWAY);
    }

    @Test
    void controllers_are_package_private() {
        classes()
                .that()
                .areAnnotatedWith(RestController.class)
                .should()
                .notHaveModifier(JavaModifier.PUBLIC)
                .check(GATEWAY);
    }

    @Test
    void kilowatts_become_watt_hours_in_the_position_planner_only() {
        noClasses()
                .that()
                .doNotHaveSimpleName("PositionPlanner")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.gridbourse.optimizer.Position")
                .check(GATEWAY);
    }
}
