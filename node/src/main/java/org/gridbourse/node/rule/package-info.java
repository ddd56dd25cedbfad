/**
 * What a node decides: from a forecast, the measured state of charge and its owner's standing rule to orders and
 * setpoints, each with a sentence. Pure; forecasts, meters and the market stand behind ports.
 */
package org.gridbourse.node.rule;
