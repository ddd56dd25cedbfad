package org.gridbourse.optimizer;

/**
 * Net exchange with the grid over all steps of one buy price (the tariff periods of the paper's table 1).
 *
 * @param netKwh import positive
 */
public record ExchangeAtPrice(double buyPrice, double netKwh) {}
