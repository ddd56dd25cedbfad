/** The dispatch problem in the form the swarm sees: one stored-energy change per step, stage costs, reachable states. */
package org.gridbourse.optimizer.model;
