package org.gridbourse.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MspFolderTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Instant YESTERDAY = Instant.parse("2026-05-31T12:00:00Z");
    private static final Instant LAST_YEAR = Instant.parse("2025-06-01T12:00:00Z");
    private static final Instant NEXT_YEAR = Instant.parse("2027-06-01T12:00:00Z");
    private static final Instant IN_TWO_YEARS = Instant.parse("2028-06-01T12:00:00Z");

    private final Credentials credentials = new Credentials();
    private MspFolder msp;

    @TempDir
    private Path users;

    @BeforeEach
    void an_empty_folder() throws Exception {
        msp = new MspFolder(users.resolve("north-1@north.example/msp"), "NorthMSP");
        Files.createDirectories(msp.folder().resolve("signcerts"));
        Files.createDirectories(msp.folder().resolve("keystore"));
    }

    @Test
    void a_certificate_goes_with_the_key_that_fits_it_when_an_old_key_lies_beside_the_new_one() throws Exception {
        // given a renewal that left the old key, which sorts first
        KeyPair renewed = credentials.newKey();
        credentials.key(msp, "a-old_sk", credentials.newKey());
        credentials.key(msp, "b-new_sk", renewed);
        credentials.certificate(msp, "cert.pem", renewed, LAST_YEAR, NEXT_YEAR);
        // then
        assertThat(msp.identity(NOW).key()).isEqualTo(renewed.getPrivate());
    }

    @Test
    void a_valid_certificate_goes_before_an_expired_one() throws Exception {
        KeyPair old = credentials.newKey();
        KeyPair renewed = credentials.newKey();
        credentials.key(msp, "a_sk", old);
        credentials.key(msp, "b_sk", renewed);
        credentials.certificate(msp, "a.pem", old, LAST_YEAR, YESTERDAY);
        credentials.certificate(msp, "b.pem", renewed, YESTERDAY, NEXT_YEAR);
        assertThat(msp.identity(NOW).key()).isEqualTo(renewed.getPrivate());
        // and the new one is not used before its time
        assertThat(msp.identity(YESTERDAY.minusSeconds(1)).key()).isEqualTo(old.getPrivate());
    }

    @Test
    void of_two_valid_certificates_the_one_that_ends_last_is_used() throws Exception {
        KeyPair key = credentials.newKey();
        credentials.key(msp, "priv_sk", key);
        credentials.certificate(msp, "a.pem", key, LAST_YEAR, NEXT_YEAR);
        credentials.certificate(msp, "b.pem", key, LAST_YEAR, IN_TWO_YEARS);
        assertThat(msp.identity(NOW).certificate().getNotAfter()).isEqualTo(IN_TWO_YEARS);
    }

    @Test
    void a_folder_whose_keys_fit_no_certificate_says_so() throws Exception {
        credentials.key(msp, "priv_sk", credentials.newKey());
        credentials.certificate(msp, "cert.pem", credentials.newKey(), LAST_YEAR, NEXT_YEAR);
        assertThatThrownBy(() -> msp.identity(NOW))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("north-1@north.example")
                .hasMessageContaining("no certificate with a key that fits it (certificates: 1, keys: 1)");
    }

    @Test
    void a_user_is_found_in_the_folder_with_the_valid_certificate_although_the_expired_one_sorts_first()
            throws Exception {
        // given north-1@a… expired, north-1@north… renewed
        MspFolder expired = new MspFolder(users.resolve("north-1@a.example/msp"), "NorthMSP");
        Files.createDirectories(expired.folder().resolve("signcerts"));
        Files.createDirectories(expired.folder().resolve("keystore"));
        KeyPair old = credentials.newKey();
        credentials.key(expired, "priv_sk", old);
        credentials.certificate(expired, "cert.pem", old, LAST_YEAR, YESTERDAY);
        KeyPair renewed = credentials.newKey();
        credentials.key(msp, "priv_sk", renewed);
        credentials.certificate(msp, "cert.pem", renewed, YESTERDAY, NEXT_YEAR);
        // when
        var north = new ConnectionFile.Organisation("North", "NorthMSP", "localhost:1", users, users);
        // then
        assertThat(north.identity("north-1", NOW).key()).isEqualTo(renewed.getPrivate());
        assertThatThrownBy(() -> north.identity("north-2", NOW)).hasMessageStartingWith("no user north-2 in ");
    }

    @Test
    void a_replaced_file_changes_the_stamp() throws Exception {
        KeyPair key = credentials.newKey();
        credentials.key(msp, "priv_sk", key);
        credentials.certificate(msp, "cert.pem", key, LAST_YEAR, YESTERDAY);
        var before = msp.stamp();
        assertThat(msp.stamp()).isEqualTo(before);
        Files.setLastModifiedTime(
                msp.folder().resolve("signcerts/cert.pem"), java.nio.file.attribute.FileTime.from(NOW));
        assertThat(msp.stamp()).isNotEqualTo(before);
    }
}
