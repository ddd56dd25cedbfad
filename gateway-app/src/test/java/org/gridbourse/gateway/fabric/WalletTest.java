package org.gridbourse.gateway.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.gridbourse.fabric.identity.Validity;
import org.gridbourse.gateway.settings.StartupException;
import org.gridbourse.network.identity.Identities;
import org.gridbourse.network.identity.Organisation;
import org.gridbourse.network.identity.User;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalletTest {
    private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");
    private static final User PROSUMER =
            new User("North", "north-1", Map.of("role", "prosumer", "participant", "north-1"));

    @TempDir
    private Path folder;

    private Instant now = START;
    private Identities identities;
    private Path users;

    @BeforeEach
    void identities_of_an_organisation() {
        identities = Identities.create(folder, List.of(Organisation.peer("North")), List.of(), START);
        users = identities.organisation("North").users();
    }

    @Test
    void a_renewed_identity_is_taken_up_without_a_restart() {
        // given a certificate of one more day, read at the start
        identities.issue(PROSUMER, new Validity(START.minus(Duration.ofDays(1)), START.plus(Duration.ofDays(1))));
        Wallet wallet = read();
        WalletIdentity signer = wallet.prosumer("north-1");
        X509Certificate before = signer.current().certificate();
        // when it is renewed in place while the program runs
        identities.issue(PROSUMER, Validity.tenYearsFrom(START));
        now = START.plus(Duration.ofHours(1));
        // then the same signer signs with the new one
        X509Certificate after = signer.current().certificate();
        assertThat(after.getNotAfter()).isAfter(before.getNotAfter());
        assertThat(signer.current().key()).isNotNull();
        assertThat(wallet.daysLeft(now)).isGreaterThan(3_000);
    }

    @Test
    void an_old_key_beside_the_new_one_does_not_stop_the_start() throws Exception {
        identities.issue(PROSUMER, Validity.tenYearsFrom(START));
        Path keystore = users.resolve("north-1@north.example/msp/keystore");
        Path other = users.resolve("operator@north.example/msp/keystore");
        try (var files = Files.list(other)) {
            Files.copy(files.findFirst().orElseThrow(), keystore.resolve("a-former_sk"));
        }
        assertThat(read().prosumer("north-1").current().certificate()).isNotNull();
    }

    @Test
    void a_valid_certificate_is_used_although_the_expired_one_s_folder_sorts_first() throws Exception {
        // given the expired identity of the same participant in a folder before
        identities.issue(
                new User("North", "a-former", PROSUMER.attributes()),
                new Validity(START.minus(Duration.ofDays(9)), START.minus(Duration.ofDays(2))));
        identities.issue(PROSUMER, Validity.tenYearsFrom(START));
        // then
        assertThat(read().prosumer("north-1").current().isValidAt(START)).isTrue();
        assertThat(read().daysLeft(START)).isPositive();
    }

    @Test
    void a_participant_without_an_identity_is_named() {
        assertThatThrownBy(() -> read().prosumer("north-9"))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("role=prosumer and participant=north-9");
    }

    private Wallet read() {
        return Wallet.read(users, "NorthMSP", () -> now);
    }
}
