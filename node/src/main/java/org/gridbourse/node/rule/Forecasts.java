package org.gridbourse.node.rule;

/** Port: what a site expects, by what was known at the gate. */
public interface Forecasts {
    SiteForecast of(Span span);
}
