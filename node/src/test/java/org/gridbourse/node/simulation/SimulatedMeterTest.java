package org.gridbourse.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.CanonicalBytes;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.SessionRecord.Announcement;
import org.gridbourse.market.signature.JcaSignatureVerifier;
import org.gridbourse.market.signature.MeterKey.Algorithm;
import org.gridbourse.market.signature.MeterKey.Holder;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.node.trading.LastReading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedMeterTest {
    private static final LastReading LAST = new LastReading(registers(500, 100), 7);

    private static final Instant START = Instant.parse("2026-01-15T00:00:00Z");
    private static final SessionRecord TERMS = new SessionRecord(
            "s-1",
            "CNY",
            1,
            60,
            List.of(START, START.plusSeconds(3_600)),
            Collections.nCopies(2, new Tariff(new UnitPrice(830_000), new UnitPrice(650_000), new UnitPrice(10_000))),
            Collections.emptySortedMap(),
            new Announcement(START, true),
            Optional.empty());

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void registers_rise_by_what_flowed_and_the_chaincode_accepts_every_signature(Algorithm algorithm) {
        SimulatedMeter meter = meter(algorithm);
        // when its start is read, then 30 Wh come in, then 20 Wh go out
        List<MeterReading> readings = meter.readings("energy", TERMS, List.of(flow(30, 0), flow(0, 20)), LAST);
        // then
        assertThat(readings)
                .extracting(MeterReading::registers)
                .containsExactly(registers(500, 100), registers(530, 100), registers(530, 120));
        assertThat(readings).extracting(MeterReading::sequence).containsExactly(8L, 9L, 10L);
        JcaSignatureVerifier chaincode = new JcaSignatureVerifier(new BouncyCastleProvider());
        for (MeterReading reading : readings) {
            byte[] signature = Base64.getDecoder().decode(reading.signature());
            assertThat(chaincode.verify(
                            meter.publicKey(Holder.METER), CanonicalBytes.reading("energy", reading), signature))
                    .isTrue();
            assertThat(chaincode.verify(
                            meter.publicKey(Holder.METER), CanonicalBytes.reading("other", reading), signature))
                    .as("on another ledger")
                    .isFalse();
        }
    }

    @Test
    void a_meter_keeps_its_key_and_only_its_owner_can_read_the_file() throws IOException {
        SimulatedMeter first = meter(Algorithm.ECDSA_P256);
        assertThat(meter(Algorithm.ECDSA_P256).publicKey(Holder.METER)).isEqualTo(first.publicKey(Holder.METER));
        try (var files = Files.list(folder)) {
            assertThat(files).singleElement().satisfies(file -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
        }
    }

    private SimulatedMeter meter(Algorithm algorithm) {
        return new SimulatedMeter("m-1", algorithm, new MeterKeys(folder).of("m-1", algorithm));
    }

    private static MeteredEnergy flow(long importWh, long exportWh) {
        return new MeteredEnergy(new Energy(importWh), new Energy(exportWh));
    }

    private static Registers registers(long importWh, long exportWh) {
        return new Registers(new Energy(importWh), new Energy(exportWh));
    }
}
