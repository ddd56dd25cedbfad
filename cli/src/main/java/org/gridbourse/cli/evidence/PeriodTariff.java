package org.gridbourse.cli.evidence;

import org.gridbourse.market.tariff.Tariff;

/** The tariff announced for one period; {@code period} counts from 0. */
public record PeriodTariff(String sessionId, int period, Tariff tariff) {}
