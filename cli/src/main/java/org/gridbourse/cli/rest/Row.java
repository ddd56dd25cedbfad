package org.gridbourse.cli.rest;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.gridbourse.cli.output.Figures;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonNumber;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;

/**
 * An object of an answer, read as people want its members: energies in kWh, money with two decimals, times of day in UTC.
 * What is not there reads as nothing.
 */
public record Row(JsonObject object) {
    private static final int NANO_DIGITS = 9;

    /** The objects of an answer that is a list. */
    public static List<Row> all(JsonValue answer) {
        return answer instanceof JsonArray array
                ? array.elements().stream()
                        .filter(JsonObject.class::isInstance)
                        .map(each -> new Row((JsonObject) each))
                        .toList()
                : List.of();
    }

    /** The objects of a member that is a list. */
    public List<Row> rows(String member) {
        return object.get(member).map(Row::all).orElse(List.of());
    }

    /** The object of a member. */
    public Row row(String member) {
        return object.get(member).orElse(null) instanceof JsonObject inner
                ? new Row(inner)
                : new Row(JsonObject.builder().build());
    }

    /** A text or number as it is. */
    public String word(String member) {
        JsonValue value = object.get(member).orElse(null);
        if (value instanceof JsonText text) {
            return text.value();
        }
        return value instanceof JsonNumber number ? Long.toString(number.value()) : "";
    }

    /** A name such as {@code PREPAYMENT_DEFAULT} in words. */
    public String words(String member) {
        return word(member).toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** A whole number, 0 if there is none. */
    public long whole(String member) {
        return object.get(member).orElse(null) instanceof JsonNumber number ? number.value() : 0;
    }

    /** A member of whole Wh in kWh, to the Wh. */
    public String kwh(String member) {
        return Figures.grouped(Decimals.rounded(new Energy(Math.abs(whole(member))), 3));
    }

    /** As {@link #kwh}, nothing for zero. */
    public String kwhOrNothing(String member) {
        return whole(member) == 0 ? "" : kwh(member);
    }

    /** A member that is an amount of money, zero if there is none. */
    public Money amount(String member) {
        String text = word(member);
        return text.isEmpty()
                ? Money.ZERO
                : new Money(new BigDecimal(text).movePointRight(NANO_DIGITS).longValueExact());
    }

    /** A member that is an amount of money, with two decimals. */
    public String money(String member) {
        return Figures.money(amount(member));
    }

    /** As {@link #money}, gains with a plus sign. */
    public String gain(String member) {
        return Figures.signedMoney(amount(member));
    }

    /** A member that is an instant, as its time of day in UTC. */
    public String time(String member) {
        return word(member).isEmpty() ? "" : Figures.time(Instant.parse(word(member)), 0, 0);
    }

    /** A member that is an instant, as date and time in UTC. */
    public String moment(String member) {
        return word(member).replace('T', ' ').replaceFirst(":00Z$", " UTC");
    }
}
