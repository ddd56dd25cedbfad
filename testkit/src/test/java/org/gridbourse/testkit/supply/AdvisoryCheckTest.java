package org.gridbourse.testkit.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdvisoryCheckTest {
    private static final Path ADVISORIES = Path.of(System.getProperty("gridbourse.root"), "scripts/advisories.json");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "io.grpc,grpc-netty-shaded,1.81.0,7",
        "io.grpc,grpc-netty-shaded,1.85.1,0",
        "org.bouncycastle,bcprov-jdk18on,1.84,5",
        "org.bouncycastle,bcprov-jdk18on,1.85,1",
        "org.bouncycastle,bcprov-jdk18on,1.87,0",
        "org.apache.tomcat.embed,tomcat-embed-core,11.0.27,3",
        "org.apache.tomcat.embed,tomcat-embed-core,11.0.29,0",
        "'',tomcat-embed-core,11.0.3,3",
        "org.apache.tomcat.embed,tomcat-embed-core,10.1.0,0",
        "com.example,grpc-netty-shaded,1.81.0,0"
    })
    void a_library_is_found_by_its_name_and_a_version_in_the_range(
            String group, String name, String version, int advisories) throws Exception {
        assertThat(AdvisoryCheck.findings(AdvisoryCheck.read(ADVISORIES), List.of(new Library(group, name, version))))
                .hasSize(advisories);
    }

    @ParameterizedTest
    @CsvSource({"1.9,1.10", "1.0-rc1,1.0", "11.0.9,11.0.29", "2.0,2.0.1", "1.0-alpha,1.0-beta", "20231013,20251224"})
    void versions_count_as_numbers(String older, String newer) {
        assertThat(new Version(older)).isLessThan(new Version(newer));
        assertThat(new Version(newer)).isGreaterThan(new Version(older));
    }

    @ParameterizedTest
    @CsvSource({"1.0,1.0.0", "33.6.0-android,33.6.0", "6.0.Final,6.0"})
    void some_versions_are_written_in_two_ways(String one, String other) {
        assertThat(new Version(one)).isEqualByComparingTo(new Version(other));
    }

    @Test
    void a_bill_of_materials_is_read_by_its_package_urls() throws Exception {
        Path bill = Files.writeString(folder.resolve("bom.json"), """
                {"bomFormat": "CycloneDX", "components": [
                  {"purl": "pkg:maven/io.grpc/grpc-netty-shaded@1.81.0?type=jar"},
                  {"purl": "pkg:maven/org.gridbourse/gridbourse-market@0.9.0?type=jar"}]}""");

        assertThat(ShippedLibraries.ofBillOfMaterials(bill))
                .containsExactly(new Library("io.grpc", "grpc-netty-shaded", "1.81.0"));
    }
}
