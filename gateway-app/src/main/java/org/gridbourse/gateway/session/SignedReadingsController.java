package org.gridbourse.gateway.session;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.gridbourse.gateway.fabric.Wallet;
import org.gridbourse.gateway.fabric.WalletIdentity;
import org.gridbourse.gateway.web.BadInputException;
import org.gridbourse.market.record.MeterReading.Quality;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Hands in readings that meters have signed; each is judged by itself. */
@Tag(name = "Sessions")
@RestController
@RequestMapping("/api/sessions/{sessionId}/readings")
class SignedReadingsController {
    private final ReadingsDesk desk;
    private final Wallet wallet;

    SignedReadingsController(ReadingsDesk desk, Wallet wallet) {
        this.desk = desk;
        this.wallet = wallet;
    }

    @PostMapping
    ReadingsDesk.Verdicts handIn(@PathVariable("sessionId") String sessionId, @RequestBody ReadingsDesk.Readings body) {
        List<ReadingsDesk.Reading> readings = BadInputException.required("readings", body.readings());
        if (readings.isEmpty() || readings.get(0) == null) {
            throw new BadInputException("readings", "must be at least one");
        }
        WalletIdentity collector = wallet.meter().orElseGet(() -> wallet.prosumer(desk.participantOf(readings.get(0))));
        return desk.submit(collector, sessionId, body, Quality.MEASURED);
    }
}
