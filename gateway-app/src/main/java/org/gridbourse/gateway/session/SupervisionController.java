package org.gridbourse.gateway.session;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.gridbourse.gateway.access.Permission;
import org.gridbourse.gateway.fabric.MarketContract;
import org.gridbourse.gateway.fabric.Wallet;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.query.MeterEnergy;
import org.gridbourse.market.query.ReconciliationAnswer;
import org.gridbourse.market.query.ReconciliationAnswer.Verdict;
import org.gridbourse.market.query.ShortSale;
import org.gridbourse.market.query.SupervisionAnswer;
import org.gridbourse.market.query.UnopenedSeal;
import org.gridbourse.market.request.AskList;
import org.gridbourse.market.request.AskSupervision;
import org.gridbourse.market.request.Paging;
import org.gridbourse.market.request.Request;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What supervises the market: whether money and energy are conserved, and who gained where others broke their word. */
@Tag(name = "Supervision")
@RestController
@RequestMapping("/api")
class SupervisionController {
    private static final int ATTEMPTS = 5;

    private final MarketContract contract;
    private final Wallet wallet;
    private final Permission permission;

    SupervisionController(MarketContract contract, Wallet wallet, Permission permission) {
        this.contract = contract;
        this.wallet = wallet;
        this.permission = permission;
    }

    /**
     * A meter's energy since its registration.
     *
     * @param advancedImportWh by how much its register advanced
     * @param settledImportWh what of it is in statements
     * @param openImportWh what of it is in sessions that are not settled yet
     */
    record Meter(
            String meterId,
            String participantId,
            long advancedImportWh,
            long advancedExportWh,
            long settledImportWh,
            long settledExportWh,
            long openImportWh,
            long openExportWh,
            boolean balanced) {
        static Meter of(MeterEnergy energy) {
            return new Meter(
                    energy.meterId(),
                    energy.participantId(),
                    energy.advanced().imported(),
                    energy.advanced().exported(),
                    energy.settled().imported(),
                    energy.settled().exported(),
                    energy.open().imported(),
                    energy.open().exported(),
                    energy.balanced());
        }
    }

    /**
     * Whether the books balance.
     *
     * @param balanced what was posted to participants is what their accounts hold, and all adds up to zero
     * @param energyBalanced what each register advanced is in exactly one statement, or open
     * @param posted sums of postings by kind of account
     */
    record Reconciliation(
            boolean balanced,
            boolean energyBalanced,
            String sum,
            Map<String, String> posted,
            Map<String, String> held,
            List<Meter> meters) {}

    /** @param gain what the price without the short seller would have cost it more; null where that is not known */
    record Buyer(String participantId, long boughtWh, String gain) {
        static Buyer of(ShortSale.Buyer buyer) {
            return new Buyer(buyer.participantId(), buyer.bought().wh(), orNull(buyer.gain(), Decimals::exact));
        }
    }

    /** @param priceWithout of the same orders but its own; null where nothing would have been traded or nobody knows */
    record ShortSeller(
            int period,
            String participantId,
            long contractedWh,
            long missedWh,
            String price,
            String priceWithout,
            List<Buyer> buyers) {
        static ShortSeller of(ShortSale sale) {
            return new ShortSeller(
                    sale.period(),
                    sale.participantId(),
                    sale.contracted().wh(),
                    sale.missed().wh(),
                    orNull(sale.price(), Decimals::exact),
                    orNull(sale.priceWithout(), Decimals::exact),
                    sale.buyers().stream().map(Buyer::of).toList());
        }
    }

    /** @param together in how many of the sessions with an unopened seal it traded */
    record Gainer(String participantId, boolean sameOrganisation, String gain, int together) {
        static Gainer of(UnopenedSeal.Gainer gainer) {
            return new Gainer(
                    gainer.participantId(),
                    gainer.sameOrganisation(),
                    Decimals.exact(gainer.gain()),
                    gainer.together());
        }
    }

    /** @param leftUnopened in how many sessions */
    record Unopened(String participantId, String declared, String bidBond, int leftUnopened, List<Gainer> gained) {
        static Unopened of(UnopenedSeal seal) {
            return new Unopened(
                    seal.participantId(),
                    Decimals.exact(seal.declared()),
                    Decimals.exact(seal.bidBond()),
                    seal.leftUnopened(),
                    seal.gained().stream().map(Gainer::of).toList());
        }
    }

    /** Coincidences, not guilt. */
    record Supervision(String sessionId, List<ShortSeller> shortSellers, List<Unopened> unopenedSeals) {}

    /** A ledger that moves while its pages are read may seem out of balance: it is asked again. */
    @GetMapping("/reconciliation")
    Reconciliation reconciliation() {
        permission.requireSeeAll();
        Reconciliation answer = reconciled();
        for (int attempt = 1; attempt < ATTEMPTS && !(answer.balanced() && answer.energyBalanced()); attempt++) {
            answer = reconciled();
        }
        return answer;
    }

    private Reconciliation reconciled() {
        List<Meter> meters = new ArrayList<>();
        ReconciliationAnswer last;
        Paging page = Paging.FIRST;
        do {
            last = ask(new AskList(AskList.RECONCILIATION, page), ReconciliationAnswer::read);
            last.meters().forEach(energy -> meters.add(Meter.of(energy)));
            page = Paging.from(last.bookmark());
        } while (!last.bookmark().isEmpty());
        Verdict verdict = last.verdict().orElseThrow();
        return new Reconciliation(
                verdict.balanced(),
                verdict.energyBalanced(),
                Decimals.exact(last.sum()),
                decimals(last.posted()),
                decimals(last.held()),
                meters);
    }

    @GetMapping("/sessions/{sessionId}/supervision")
    Supervision supervision(@PathVariable("sessionId") String sessionId) {
        permission.requireSeeAll();
        SupervisionAnswer last;
        Paging page = Paging.FIRST;
        do {
            last = ask(new AskSupervision(sessionId, page), SupervisionAnswer::read);
            page = Paging.from(last.bookmark());
        } while (!last.bookmark().isEmpty());
        return new Supervision(
                sessionId,
                last.shortSales().stream().map(ShortSeller::of).toList(),
                last.unopenedSeals().stream().map(Unopened::of).toList());
    }

    private <T> T ask(Request question, Function<Fields, T> reader) {
        return Fields.readKnown(Json.parse(contract.evaluate(wallet.reader(), question)), reader);
    }

    private static Map<String, String> decimals(SortedMap<String, Money> amounts) {
        Map<String, String> decimals = new TreeMap<>();
        amounts.forEach((kind, amount) -> decimals.put(kind, Decimals.exact(amount)));
        return decimals;
    }

    private static <T> String orNull(Optional<T> value, Function<T, String> text) {
        return value.map(text).orElse(null);
    }
}
