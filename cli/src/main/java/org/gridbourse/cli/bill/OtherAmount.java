package org.gridbourse.cli.bill;

/**
 * What a default cost or brought a participant, apart from its energy.
 *
 * @param reason for people
 * @param amountNano paid negative, received positive
 */
public record OtherAmount(String reason, long amountNano) {}
