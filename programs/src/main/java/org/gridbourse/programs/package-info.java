/** Programs that run beside us: started, watched, started again, stopped, and never mistaken for somebody else's. */
package org.gridbourse.programs;
