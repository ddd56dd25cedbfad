package org.gridbourse.gateway.intake;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.gridbourse.gateway.access.Permission;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.web.BadInputException;
import org.gridbourse.gateway.web.NotFoundException;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.MeterRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.signature.MeterKey;
import org.gridbourse.node.intake.IntakeDesk.Shown;
import org.gridbourse.node.intake.MeterDesk;
import org.gridbourse.node.intake.Verdict;
import org.gridbourse.node.meter.EnergyUnit;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes in what meters show, and makes keys for meters that cannot sign. */
@Tag(name = "Meters")
@RestController
@RequestMapping("/api")
class ReadingsController {
    private static final int SAMPLES_MAX = 2000;

    private final MeterDesk desk;
    private final NodeMeters meters;
    private final NodeReadings readings;
    private final LedgerView view;
    private final Permission permission;

    ReadingsController(
            MeterDesk desk, NodeMeters meters, NodeReadings readings, LedgerView view, Permission permission) {
        this.view = view;
        this.permission = permission;
        this.desk = desk;
        this.meters = meters;
        this.readings = readings;
    }

    /** @param at an instant with its offset; registers in Wh, as the meter shows them, one of both may be absent */
    record Sample(String at, BigDecimal importWh, BigDecimal exportWh) {}

    record Samples(String meterId, List<Sample> samples) {}

    /** @param counts whether it was taken */
    record Outcome(String at, String verdict, boolean counts) {}

    record Outcomes(String meterId, List<Outcome> verdicts) {}

    /** @param heldBy who signs with it */
    record Key(String meterId, String algorithm, String publicKey, String heldBy) {}

    /** Raw registers, any number of times; each sample has a verdict. */
    @PostMapping("/readings")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Outcomes readings(@RequestBody Samples body) {
        String meterId = BadInputException.required("meterId", body.meterId());
        List<Sample> samples = BadInputException.required("samples", body.samples());
        if (samples.isEmpty() || samples.size() > SAMPLES_MAX) {
            throw new BadInputException("samples", "must be 1 to " + SAMPLES_MAX);
        }
        List<Shown> shown = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            shown.add(shown(samples.get(i), "samples[%d]".formatted(i)));
        }
        // whose meter it is, a stranger is not told
        permission.requireAct(view.find(Keys.meter(meterId), RecordType.METER)
                .map(MeterRecord::participantId)
                .orElse(""));
        requireServed(meterId);
        List<Verdict> verdicts = desk.take(meterId, shown);
        readings.poke();
        return new Outcomes(
                meterId,
                IntStream.range(0, verdicts.size())
                        .mapToObj(i -> new Outcome(
                                shown.get(i).at().toString(),
                                verdicts.get(i).name(),
                                verdicts.get(i).counts()))
                        .toList());
    }

    private void requireServed(String meterId) {
        if (desk.knows(meterId)) {
            return;
        }
        if (meters.registered().stream().noneMatch(meter -> meter.meterId().equals(meterId))) {
            throw new NotFoundException("meter " + meterId + " of those for which this instance signs");
        }
        desk.add(meterId);
    }

    private static Shown shown(Sample sample, String place) {
        if (sample == null || (sample.importWh() == null && sample.exportWh() == null)) {
            throw new BadInputException(place, "must have importWh, exportWh or both");
        }
        return new Shown(
                at(BadInputException.required(place + ".at", sample.at()), place),
                milli(sample.importWh(), place + ".importWh"),
                milli(sample.exportWh(), place + ".exportWh"));
    }

    private static Instant at(String text, String place) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException noTime) {
            throw new BadInputException(place + ".at", "must be an instant such as 2026-03-01T11:45:00Z");
        }
    }

    private static OptionalLong milli(BigDecimal wh, String place) {
        if (wh == null) {
            return OptionalLong.empty();
        }
        if (wh.signum() < 0) {
            throw new BadInputException(place, "must be at least 0");
        }
        return OptionalLong.of(EnergyUnit.WH
                .milli(wh)
                .orElseThrow(() -> new BadInputException(place, "must be at most ten thousand million kWh")));
    }

    /** The key with which this instance will sign for a meter; the same again answers the same. */
    @PostMapping("/meters/{meterId}/key")
    Key key(@PathVariable("meterId") String meterId) {
        if (!meterId.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new BadInputException("meterId", "must be 1 to 64 letters, digits, - and _");
        }
        MeterKey key = meters.keyOf(meterId);
        return new Key(
                meterId, key.algorithm().name(), key.publicKey(), key.holder().name());
    }
}
