package org.gridbourse.node.rule;

import java.util.Optional;
import org.gridbourse.market.order.PeriodOrder;

/**
 * What a node does in one period, and why.
 *
 * @param order empty: it orders nothing
 * @param sentence the reason, for people
 */
public record Decision(int period, Optional<PeriodOrder> order, String sentence) {}
