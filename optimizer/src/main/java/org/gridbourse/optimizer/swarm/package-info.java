/** Particle swarm optimisation with problem, repair, refinement and termination kept apart; knows nothing of energy. */
package org.gridbourse.optimizer.swarm;
