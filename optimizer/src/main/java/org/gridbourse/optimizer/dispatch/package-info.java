/** From a request to a plan: planning, the figures of the printed powers, the front of cost and carbon. */
package org.gridbourse.optimizer.dispatch;
