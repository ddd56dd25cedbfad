package org.gridbourse.gateway.session;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.gridbourse.gateway.access.Permission;
import org.gridbourse.gateway.fabric.MarketContract;
import org.gridbourse.gateway.fabric.Wallet;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
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
        static Meter read(Fields fields) {
            return new Meter(
                    fields.text("meterId"),
                    fields.text("participantId"),
                    fields.number("advancedImportWh"),
                    fields.number("advancedExportWh"),
                    fields.number("settledImportWh"),
                    fields.number("settledExportWh"),
                    fields.number("openImportWh"),
                    fields.number("openExportWh"),
                    fields.flag("balanced"));
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
        static Buyer read(Fields fields) {
            return new Buyer(fields.text("participantId"), fields.number("boughtWh"), money(fields, "gainNano"));
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
        static ShortSeller read(Fields fields) {
            return new ShortSeller(
                    fields.integer("period", 0, Integer.MAX_VALUE),
                    fields.text("participantId"),
                    fields.number("contractedWh"),
                    fields.number("missedWh"),
                    decimalPrice(fields, "clearingPriceMicroPerKwh"),
                    decimalPrice(fields, "priceWithoutMicroPerKwh"),
                    fields.objects("buyers", Buyer::read));
        }
    }

    /** @param together in how many of the sessions with an unopened seal it traded */
    record Gainer(String participantId, boolean sameOrganisation, String gain, int together) {
        static Gainer read(Fields fields) {
            return new Gainer(
                    fields.text("participantId"),
                    fields.flag("sameOrganisation"),
                    money(fields, "gainNano"),
                    fields.integer("together", 0, Integer.MAX_VALUE));
        }
    }

    /** @param leftUnopened in how many sessions */
    record UnopenedSeal(String participantId, String declared, String bidBond, int leftUnopened, List<Gainer> gained) {
        static UnopenedSeal read(Fields fields) {
            return new UnopenedSeal(
                    fields.text("participantId"),
                    money(fields, "declaredNano"),
                    money(fields, "bidBondNano"),
                    fields.integer("leftUnopened", 0, Integer.MAX_VALUE),
                    fields.objects("gained", Gainer::read));
        }
    }

    /** Coincidences, not guilt. */
    record Supervision(String sessionId, List<ShortSeller> shortSellers, List<UnopenedSeal> unopenedSeals) {}

    @GetMapping("/reconciliation")
    Reconciliation reconciliation() {
        permission.requireSeeAll();
        List<Meter> meters = new ArrayList<>();
        String last = pages(
                page -> new AskList(AskList.RECONCILIATION, page),
                fields -> meters.addAll(fields.objects("meters", Meter::read)));
        return Fields.readKnown(
                Json.parse(last),
                fields -> new Reconciliation(
                        fields.flag("balanced"),
                        fields.flag("energyBalanced"),
                        Decimals.exact(new Money(fields.number("sumNano"))),
                        fields.object("posted", SupervisionController::sums),
                        fields.object("held", SupervisionController::sums),
                        meters));
    }

    @GetMapping("/sessions/{sessionId}/supervision")
    Supervision supervision(@PathVariable("sessionId") String sessionId) {
        permission.requireSeeAll();
        String last = pages(page -> new AskSupervision(sessionId, page), fields -> {});
        return Fields.readKnown(
                Json.parse(last),
                fields -> new Supervision(
                        sessionId,
                        fields.objects("shortSellers", ShortSeller::read),
                        fields.objects("unopenedSeals", UnopenedSeal::read)));
    }

    /** Asks page after page; answers the last one. */
    private String pages(Function<Paging, Request> question, Consumer<Fields> each) {
        Paging page = Paging.FIRST;
        while (true) {
            String answer = contract.evaluate(wallet.reader(), question.apply(page));
            String bookmark = Fields.readKnown(Json.parse(answer), fields -> {
                each.accept(fields);
                return fields.text("bookmark");
            });
            if (bookmark.isEmpty()) {
                return answer;
            }
            page = Paging.from(bookmark);
        }
    }

    private static Map<String, String> sums(Fields fields) {
        Map<String, String> sums = new TreeMap<>();
        fields.keys().forEach(kind -> sums.put(kind, Decimals.exact(new Money(fields.number(kind)))));
        return sums;
    }

    private static String money(Fields fields, String key) {
        return fields.isNull(key) ? null : Decimals.exact(new Money(fields.number(key)));
    }

    private static String decimalPrice(Fields fields, String key) {
        return fields.isNull(key) ? null : Decimals.exact(new UnitPrice(fields.number(key)));
    }
}
