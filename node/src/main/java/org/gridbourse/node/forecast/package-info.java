/** Forecasts of load, photovoltaics and wind from a site's own history, with bands. Stands alone: JDK only. */
package org.gridbourse.node.forecast;
