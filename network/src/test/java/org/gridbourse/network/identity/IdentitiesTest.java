package org.gridbourse.network.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.gridbourse.fabric.identity.LowS;
import org.gridbourse.fabric.identity.Pem;
import org.gridbourse.fabric.identity.Validity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentitiesTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Organisation NORTH = Organisation.peer("North");

    @TempDir
    Path folder;

    @Test
    void an_organisation_gets_authorities_a_node_an_admin_and_one_user_per_role_in_the_layout_of_cryptogen() {
        // when
        Identities identities =
                Identities.create(folder, List.of(NORTH, Organisation.orderer("North")), List.of(), NOW);
        // then
        Path north = folder.resolve("peerOrganizations/north.example");
        assertThat(north.resolve("ca/ca.north.example-cert.pem")).exists();
        assertThat(north.resolve("tlsca/tlsca.north.example-cert.pem")).exists();
        assertThat(north.resolve("peers/peer0.north.example/msp/signcerts/peer0.north.example-cert.pem"))
                .exists();
        assertThat(north.resolve("peers/peer0.north.example/tls/server.key")).exists();
        for (String user : List.of("Admin", "operator", "auditor", "meter", "prosumer")) {
            Path msp = north.resolve("users/" + user + "@north.example/msp");
            assertThat(msp.resolve("signcerts/" + user + "@north.example-cert.pem"))
                    .exists();
            assertThat(msp.resolve("keystore/priv_sk")).exists();
            assertThat(msp.resolve("config.yaml")).content().contains("Certificate: cacerts/ca.north.example-cert.pem");
        }
        assertThat(folder.resolve("ordererOrganizations/ord.north.example/orderers/orderer0.ord.north.example/tls"))
                .isDirectory();
        assertThat(identities.organisations())
                .extracting(Organisation::mspId)
                .containsExactly("NorthMSP", "NorthOrdMSP");
    }

    @Test
    void a_user_certificate_names_role_and_participant_in_the_attribute_extension_of_fabric() throws Exception {
        // given
        Identities identities = Identities.create(folder, List.of(NORTH), List.of(), NOW);
        // when
        SigningIdentity user = identities.issue(
                new User("North", "north-1", Map.of("role", "prosumer", "participant", "north-1")), NOW);
        // then
        byte[] extension = user.certificate().getExtensionValue("1.2.3.4.5.6.7.8.1");
        assertThat(new String(ASN1OctetString.getInstance(extension).getOctets(), StandardCharsets.UTF_8))
                .isEqualTo("{\"attrs\":{\"participant\":\"north-1\",\"role\":\"prosumer\"}}");
        assertThat(user.certificate().getSubjectX500Principal().getName())
                .isEqualTo("CN=north-1@north.example,OU=client,L=San Francisco,ST=California,C=US");
        assertThat(user.serialized().getMspid()).isEqualTo("NorthMSP");
    }

    @Test
    void certificates_chain_to_their_authority_hold_ten_years_and_are_signed_with_low_s() throws Exception {
        // given
        Identities identities = Identities.create(folder, List.of(NORTH), List.of(), NOW);
        X509Certificate root =
                certificate(folder.resolve("peerOrganizations/north.example/ca/ca.north.example-cert.pem"));
        // when
        for (int i = 0; i < 20; i++) {
            X509Certificate issued = identities
                    .issue(new User("North", "user-" + i, Map.of()), NOW)
                    .certificate();
            // then
            issued.verify(root.getPublicKey());
            assertThat(LowS.holdsFor(issued.getSignature())).isTrue();
            assertThat(issued.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(3650)));
            assertThat(issued.getKeyUsage()[0]).as("digital signature").isTrue();
            assertThat(issued.getBasicConstraints()).as("no authority").isEqualTo(-1);
        }
        assertThat(root.getBasicConstraints()).as("authority").isGreaterThanOrEqualTo(0);
    }

    @Test
    void a_tls_certificate_serves_the_node_s_names_and_the_loopback_address() throws Exception {
        Identities identities = Identities.create(folder, List.of(NORTH), List.of(), NOW);
        X509Certificate tls =
                certificate(identities.organisation("North").node().resolve("tls/server.crt"));
        assertThat(tls.getSubjectAlternativeNames().stream()
                        .map(name -> name.get(1).toString()))
                .containsExactly("peer0.north.example", "peer0", "localhost", "127.0.0.1");
        tls.verify(certificate(identities.organisation("North").tlsRootCertificate())
                .getPublicKey());
    }

    @Test
    void signatures_verify_and_have_low_s() throws Exception {
        SigningIdentity node = Identities.create(folder, List.of(NORTH), List.of(), NOW)
                .organisation("North")
                .nodeIdentity();
        byte[] message = "energy".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20; i++) {
            byte[] signature = node.sign(message);
            assertThat(LowS.holdsFor(signature)).isTrue();
            Signature verifier = Signature.getInstance("SHA256withECDSA");
            verifier.initVerify(node.certificate());
            verifier.update(message);
            assertThat(verifier.verify(signature)).isTrue();
        }
    }

    @Test
    void creating_again_changes_no_file_and_only_adds_the_new_users() throws IOException {
        // given
        Identities.create(folder, List.of(NORTH), List.of(), NOW);
        Map<String, String> before = contents();
        // when
        User extra = new User("North", "north-7", Map.of("role", "prosumer"));
        Identities.create(folder, List.of(NORTH), List.of(extra), NOW.plus(Duration.ofDays(100)));
        // then
        Map<String, String> after = contents();
        assertThat(after).containsAllEntriesOf(before);
        after.keySet().removeAll(before.keySet());
        assertThat(after.keySet()).isNotEmpty().allMatch(file -> file.contains("users/north-7@north.example/"));
    }

    @Test
    void a_user_gets_a_new_certificate_when_its_attributes_change_or_its_end_is_near() {
        // given
        Identities identities = Identities.create(folder, List.of(NORTH), List.of(), NOW);
        User prosumer = new User("North", "north-7", Map.of("role", "prosumer"));
        User auditor = new User("North", "north-7", Map.of("role", "auditor"));
        String first = identities.issue(prosumer, NOW).certificatePem();
        // then
        assertThat(identities.issue(prosumer, NOW).certificatePem()).isEqualTo(first);
        String second = identities.issue(auditor, NOW).certificatePem();
        assertThat(second).isNotEqualTo(first);
        Instant nearTheEnd = NOW.plus(Duration.ofDays(3650 - 29));
        assertThat(identities.issue(auditor, nearTheEnd).certificatePem()).isNotEqualTo(second);
    }

    @Test
    void private_keys_are_for_their_owner_only() throws IOException {
        Identities.create(folder, List.of(NORTH), List.of(), NOW);
        for (String file : contents().keySet()) {
            if (file.endsWith("priv_sk") || file.endsWith(".key")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
                        .as(file)
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void an_interrupted_creation_leaves_nothing_that_a_later_start_would_take_for_an_organisation() throws IOException {
        // given: the draft of a start that was killed
        Path draft = folder.resolve("peerOrganizations/.north.example.draft/ca");
        Files.createDirectories(draft);
        Files.writeString(draft.resolve("priv_sk"), "half");
        // when
        Identities.create(folder, List.of(NORTH), List.of(), NOW);
        // then
        assertThat(draft).doesNotExist();
        assertThat(folder.resolve("peerOrganizations/north.example/ca/priv_sk"))
                .content()
                .contains("PRIVATE KEY");
    }

    @Test
    void a_revoked_certificate_is_on_the_list_of_its_organisation() throws Exception {
        // given
        Identities identities = Identities.create(folder, List.of(NORTH), List.of(), NOW);
        SigningIdentity lost = identities.issue(new User("North", "lost", Map.of()), NOW);
        SigningIdentity kept = identities.issue(new User("North", "kept", Map.of()), NOW);
        // when
        identities.revoke("North", List.of(lost.certificate()), NOW);
        // then
        Path file = identities.organisation("North").verifyingMsp().resolve("crls/crl.pem");
        X509CRL list = (X509CRL)
                CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(Files.readAllBytes(file)));
        assertThat(list.isRevoked(lost.certificate())).isTrue();
        assertThat(list.isRevoked(kept.certificate())).isFalse();
        list.verify(certificate(folder.resolve("peerOrganizations/north.example/ca/ca.north.example-cert.pem"))
                .getPublicKey());
    }

    @Test
    void names_that_would_leave_the_folder_and_unknown_organisations_are_refused() {
        Identities identities = Identities.create(folder, List.of(NORTH), List.of(), NOW);
        assertThatThrownBy(() -> new User("North", "../../etc", Map.of()))
                .hasMessage("name (../../etc) must be 1 to 48 letters, digits, hyphens or underscores");
        assertThatThrownBy(() -> identities.issue(new User("West", "w-1", Map.of()), NOW))
                .hasMessage("organisation (West) must be one of [North]");
        assertThatThrownBy(() -> identities.issue(new User("North", "Admin", Map.of()), Validity.tenYearsFrom(NOW)))
                .hasMessageContaining("Admin");
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return contents;
    }

    private static X509Certificate certificate(Path file) throws IOException {
        return Pem.readCertificate(file);
    }
}
