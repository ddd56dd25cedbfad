/**
 * The dispatcher of one microgrid's day: what is asked and what is answered, plots and files.
 *
 * <p>Start at {@link org.gridbourse.optimizer.dispatch.Dispatcher}. Signs follow the passive convention: consumption, charging
 * and import are positive. Power in kW is the mean of its step, energy in kWh, prices in currency units per kWh,
 * carbon in kg, state of charge from 0 to 1 at the end of a step.
 */
package org.gridbourse.optimizer;
